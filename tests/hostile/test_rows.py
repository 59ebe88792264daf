"""Whatever is in a row, nothing that is filled is passed over, and no row looks calmer for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.screening.squad import exported, in_memory, results_of, the_words
from triage.errors import AnswerFault
from triage.model.answers import Answers, Ticks
from triage.model.coaching import CHANGE, STOP, UNREAD
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.screening.files.table import Cell, Unreadable
from triage.screening.roster.entry import Entry, Rejected, entry_of
from triage.screening.roster.roster import Roster

pytest.importorskip("polars")

JUNK: tuple[Cell, ...] = (
    "twenty",
    "#REF!",
    "=A1+1",
    "None of these, and more",
    "\u202e31",
    "x" * 5_000,
    Decimal("-1"),
    dt.date(2026, 4, 3),
    Unreadable("a formula without a value", "replace the formulas with their values"),
)
"""Cells that answer no question of a pack."""
OWN = ("runner", "date", "squad", "complaint")
NAMELESS = ("", "Unnamed: 31", "__EMPTY_2", "Column4")


def headers_of(pack: Pack) -> list[str]:
    """The headers of a roster with every question in one column."""
    return [*OWN, *pack.question]


def cells_of(pack: Pack, code: str, answers: Answers) -> list[Cell]:
    """A row that denies the complaint, with answers as a form exports them."""
    written = [exported(question, answers.get(question.id)) for question in pack.questions]
    return [code, "2026-11-23", "Marathon", "no", *written]


def by_boxes(pack: Pack, code: str, answers: Answers) -> dict[str, Cell]:
    """The same, with a column for each box of a checklist."""
    row: dict[str, Cell] = {"runner": code, "date": "2026-11-23", "squad": "A", "complaint": "no"}
    for question in pack.questions:
        answer = answers.get(question.id)
        if question.kind is not Kind.CHECKLIST:
            row[question.id] = exported(question, answer)
            continue
        for option in question.option_ids:
            tick = answer.get(option) if isinstance(answer, Ticks) else None
            row[f"{question.id}.{option}"] = tick.value if tick else None
    return row


# -- two properties of every row -------------------------------------------------------------------


@given(data=st.data())
@strategies.fewer
def test_a_row_with_unreadable_cells_never_looks_milder_than_with_them_empty(
    engine: object, data: st.DataObject
) -> None:
    """Whatever could not be read, the state is as pressing as if nothing had been written there."""
    pack: Pack = engine.pack  # type: ignore[attr-defined]
    answers = data.draw(strategies.answers(pack))
    headers, with_junk = headers_of(pack), cells_of(pack, "R-1", answers)
    if data.draw(st.booleans()):
        row = by_boxes(pack, "R-1", answers)
        headers, with_junk = list(row), list(row.values())
    empty = ["R-2", *with_junk[1:]]
    places = st.lists(st.integers(1, len(headers) - 1), min_size=1, max_size=3, unique=True)
    for place in data.draw(places):
        with_junk[place], empty[place] = data.draw(st.sampled_from(JUNK)), None
    roster = in_memory(pack, headers, with_junk, empty)
    found = results_of(roster)
    states = the_words(pack).states
    assert states[found["R-1"].state].rank <= states[found["R-2"].state].rank
    if not next(entry_of(each) for each in roster.entries()).unread:
        return  # what was drawn answers a question after all, such as a squad called "twenty"
    assert found["R-1"].state in (STOP, CHANGE, UNREAD)
    assert found["R-1"].at_least == (found["R-1"].state != UNREAD)


@given(data=st.data())
@strategies.fewer
def test_every_filled_cell_is_read_or_named(engine: object, data: st.DataObject) -> None:
    """A cell gives a value, or a fault of its column; only a column with a name may be not used.

    What software writes for a missing value is left out here: the run counts and names it.
    """
    pack: Pack = engine.pack  # type: ignore[attr-defined]
    nameless = [*data.draw(st.lists(st.sampled_from(NAMELESS), max_size=3)), ""]
    headers = [*headers_of(pack), "Comments", *nameless]
    said = ["yes", "no", "30", "None of these", "Not sure", *JUNK, None]
    said += [option.label for question in pack.questions for option in question.options]
    cells = data.draw(st.lists(st.sampled_from(said), min_size=len(headers), max_size=40))
    cells[0] = data.draw(st.sampled_from(["R-1", *JUNK]))
    cells[3] = data.draw(st.sampled_from(["yes", "no", *JUNK]))  # "not sure" counts as no answer
    roster = in_memory(pack, headers, cells)
    (each,) = roster.entries()
    entry = entry_of(each)
    named = {fault.column.index for fault in entry.unread if fault.column}
    own = dict(zip(OWN, ("R-1", entry.date, entry.squad, entry.complaint), strict=True))
    own["runner"] = entry.runner if isinstance(each, Entry) else None
    for column, cell in zip(roster.columns, cells, strict=False):
        if cell is None or column.index in named or column.header == "Comments":
            continue
        name = column.target
        assert name in entry.answers or own.get(name or "") is not None, column.header
    if len(cells) > len(headers) and any(cells[len(headers) :]):
        assert any(fault.column is None for fault in entry.unread)
    assert isinstance(each, Rejected) == (own["runner"] is None)
    assert not entry.unread or entry.cells


# -- an emergency beside something unreadable ------------------------------------------------------

HEADERS = ("runner", "date", "complaint", "age", "emergency_signs")
EMERGENCY = ("R-1", "2026-11-23", "yes", "30", "fainted")


def _only(roster: Roster) -> tuple[str, str, bool]:
    (result,) = results_of(roster).values()
    return result.runner, result.label, result.at_least


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("junk", JUNK[:3])
def test_an_emergency_is_seen_whatever_else_is_in_its_row(
    back_pain: Pack, place: int, junk: Cell
) -> None:
    """One bad cell, even the date, leaves the emergency, with "at least" before its state."""
    row = [*EMERGENCY[:place], junk, *EMERGENCY[place + 1 :]]
    (result,) = results_of(in_memory(back_pain, HEADERS, row)).values()
    assert (result.state, result.urgency, result.at_least) == (STOP, 4, True)
    assert result.label == "At least: Stop & refer"
    assert result.unread is not None
    assert "row 2" in result.unread


@pytest.mark.parametrize(
    "code",
    [None, "", "  ", "#N/A", "#REF!", "=A7", dt.date(2026, 11, 3), True, "R\u200b1", "row 9"],
)
def test_an_emergency_in_a_row_without_a_code_is_seen(back_pain: Pack, code: Cell) -> None:
    """It is shown under the number of its row: somebody on the list needs help."""
    found = _only(in_memory(back_pain, HEADERS, (code, *EMERGENCY[1:])))
    assert found == ("row 2", "At least: Stop & refer", True)


def test_what_is_ticked_in_a_list_counts_though_the_list_goes_on(back_pain: Pack) -> None:
    """One item that no option says does not hide an emergency in the same cell."""
    row = (*EMERGENCY[:4], "fainted, and my hands too")
    assert _only(in_memory(back_pain, HEADERS, row)) == ("R-1", "At least: Stop & refer", True)


def test_cells_beyond_the_headers_do_not_hide_what_was_read(back_pain: Pack) -> None:
    """A row that is too long is screened on the cells that have a header."""
    found = _only(in_memory(back_pain, HEADERS, (*EMERGENCY, "more")))
    assert found == ("R-1", "At least: Stop & refer", True)


# -- nothing is calm beside something unreadable ---------------------------------------------------


@pytest.mark.parametrize("header", NAMELESS)
def test_a_filled_cell_under_no_header_is_never_passed_over(back_pain: Pack, header: str) -> None:
    """Without a header, or with one that software made up, a cell may be any answer."""
    headers = ("runner", "complaint", header)
    roster = in_memory(back_pain, headers, ("R-1", "no", "walking hurts"), ("R-2", "no", ""))
    found = {runner: result.state for runner, result in results_of(roster).items()}
    assert found == {"R-1": UNREAD, "R-2": "clear"}
    assert results_of(roster)["R-1"].unread.startswith("row 2, column C")  # type: ignore[union-attr]


def test_an_answer_under_any_other_header_is_not_passed_over(back_pain: Pack) -> None:
    """A column with a name of its own is not used, unless its cells say what options say."""
    label = next(o.label for q in back_pain.questions for o in q.options if len(o.label) > 30)
    rows = (("R-1", "no", label), ("R-2", "no", "back from holiday on Tuesday"))
    roster = in_memory(back_pain, ("runner", "complaint", "Q17"), *rows)
    found = {runner: result.state for runner, result in results_of(roster).items()}
    assert found == {"R-1": UNREAD, "R-2": "clear"}


@pytest.mark.parametrize(
    "row",
    [
        ("R-1", "31.31.2026", "no", "", ""),
        ("R-1", "2030-01-01", "no", "", ""),
        ("R-1", "", "no", "", ""),
        ("R-1", "2026-11-23", "no", "300", ""),
        ("R-1", "2026-11-23", "no", "", "maybe"),
        ("R-1", "2026-11-23", "perhaps", "", "none"),
        ("R-1", "2026-11-01", "no", "x", ""),
        ("", "2026-11-23", "no", "", ""),
        ("R-1", "2026-11-23", "no", "", "", "beyond the headers"),
    ],
)
def test_no_one_is_clear_or_merely_late_beside_something_unreadable(
    back_pain: Pack, row: Sequence[Cell]
) -> None:
    """Not even when all that can be read is a plain no."""
    (result,) = results_of(in_memory(back_pain, HEADERS, row)).values()
    assert (result.state, result.urgency, result.at_least) == (UNREAD, None, False)
    assert result.unread


def test_the_same_question_in_two_columns_is_a_fault_of_the_file(back_pain: Pack) -> None:
    """Which of the two holds the answer would be a guess."""
    with pytest.raises(AnswerFault, match="both hold 'age'"):
        in_memory(back_pain, ("runner", "age", "age"), ("R-1", "30", "31"))


# -- what a coach is shown -------------------------------------------------------------------------

SECRET = "zebrafish"


@pytest.mark.parametrize("place", range(6))
def test_nothing_that_could_not_be_read_is_shown_to_a_coach(back_pain: Pack, place: int) -> None:
    """Whichever cell it is in, even one without a header, what it says is in no result."""
    row: list[Cell] = [*EMERGENCY, None]
    row[place] = f"={SECRET}" if place == 0 else f"fainted {SECRET}, fainte"
    (result,) = results_of(in_memory(back_pain, (*HEADERS, ""), row)).values()
    assert result.unread
    assert SECRET not in str(result)
    assert "faint" not in str(result)
