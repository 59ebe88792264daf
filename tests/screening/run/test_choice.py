"""Of several rows of one runner one counts, and the run says which."""

from __future__ import annotations

import pytest

from tests.screening.squad import in_memory, results_of
from triage.model.pack import Pack
from triage.screening.files.table import Cell

pytest.importorskip("polars")

HEADERS = ("runner", "date", "complaint", "emergency_signs")
Rows = tuple[tuple[Cell, ...], ...]


@pytest.mark.parametrize(
    ("rows", "state", "note"),
    [
        (
            (("R-1", "2026-11-09", "no"), ("R-1", "2026-11-23", "yes", "fainted")),
            "stop",
            "Row 3 counts, the newest of rows 2, 3.",
        ),
        (
            (("R-1", "2026-11-23", "yes", "fainted"), ("r-1", "2026-11-09", "no")),
            "stop",
            "Row 2 counts, the newest of rows 2, 3.",
        ),
        (
            (("R-1", "2026-11-23 09:30", "no"), ("R-1", "2026-11-23 08:15", "yes")),
            "clear",
            "Row 2 counts, the newest of rows 2, 3.",
        ),
        (
            (("R-1", "2026-11-22", "yes", "fainted"), ("R-1", "2026-11-23", "no")),
            "clear",
            "Row 3 counts, the newest of rows 2, 3. Row 2 of 2026-11-22 was more urgent: ask "
            "whether that still applies.",
        ),
        (
            (("R-1", "2026-11-02", "yes", "fainted"), ("R-1", "2026-11-23", "no")),
            "clear",
            "Row 3 counts, the newest of rows 2, 3.",
        ),
        (
            (("R-1", "2026-11-23", "no"), ("R-1", "2026-11-23", "yes", "fainted")),
            "stop",
            "Row 3 counts, the most urgent of rows 2, 3, as no dates show which is the newest. "
            "Check which one is right.",
        ),
        (
            (("R-1", "2026-11-23", "no"), ("R-1", "31.31.26", "yes", "fainted")),
            "stop",
            "Row 3 counts, the most urgent of rows 2, 3, as no dates show which is the newest. "
            "Check which one is right.",
        ),
        (
            (("R-1", "2026-11-23", "no"), ("R-1", "2026-11-23", "no")),
            "clear",
            "Row 2 counts: rows 2, 3 are the same.",
        ),
        (
            (("R-1", "2026-11-20", "yes", "fainted"), ("R-1", "2026-11-23"), ("R-1",)),
            "stop",
            "Row 2 counts: of rows 2, 3, 4, no other has answers.",
        ),
        (
            (("R-1", "2026-11-22", "no"), ("R-1", "2026-11-23", "no", "perhaps")),
            "unread",
            "Row 3 counts, the newest of rows 2, 3.",
        ),
    ],
)
def test_the_row_that_counts_is_the_newest_or_else_the_most_urgent(
    back_pain: Pack, rows: Rows, state: str, note: str
) -> None:
    """One result for a runner, whose note names the rows and what is to be checked."""
    (result,) = results_of(in_memory(back_pain, HEADERS, *rows)).values()
    assert (result.state, result.note) == (state, note)


@pytest.mark.parametrize("turned", [False, True])
def test_without_dates_no_row_hides_a_more_pressing_one(back_pain: Pack, turned: bool) -> None:
    """Equal dispositions are settled by the state: who denies the complaint is not clear."""
    rows = (("R-1", "no", ""), ("R-1", "yes", "30"))
    roster = in_memory(back_pain, ("runner", "complaint", "age"), *(rows[::-1] if turned else rows))
    (result,) = results_of(roster).values()
    assert result.state == "unanswered"


def test_rows_without_a_code_are_never_taken_for_one_runner(back_pain: Pack) -> None:
    """Each is on the board under its own number."""
    rows = (("", "2026-11-23", "no"), ("", "2026-11-23", "yes", "fainted"))
    found = results_of(in_memory(back_pain, HEADERS, *rows))
    assert {runner: result.state for runner, result in found.items()} == {
        "row 2": "unread",
        "row 3": "stop",
    }
