"""Boxes listed in one cell are read however they are separated."""

from __future__ import annotations

import pytest

from tests.screening.roster.reading import read, ticked
from triage.model.pack import Pack

FEVER, CHILLS = "A fever (38 °C or more)", "Shaking chills"


@pytest.mark.parametrize(
    "cell",
    [
        f"{FEVER}, {CHILLS}",
        f"{FEVER};{CHILLS};",
        f"{FEVER} | {CHILLS}",
        f"{FEVER}\n{CHILLS}\n",
        f"{FEVER}\r\n{CHILLS}",
        f"- {FEVER}\n- {CHILLS}",
        f"• {FEVER} • {CHILLS}",
        f"* {FEVER}\n* {CHILLS}",
        "fever shivers",
        "fever,shivers",
        "fever\nshivers",
        f"fever; {CHILLS}",
        f"A fever (38 °C\nor more), {CHILLS}",
        f'["{FEVER}","{CHILLS}"]',
        ("fever", CHILLS),
    ],
)
def test_every_separator_separates(back_pain: Pack, cell: str) -> None:
    """Commas, semicolons, bars, line breaks, bullets and, between ids, spaces."""
    taken = read(back_pain, "body_signs", cell)
    assert taken.troubles == ()
    assert ticked(taken.value) == {"fever", "shivers"}  # type: ignore[arg-type]


def test_a_label_with_separators_is_one_box(back_pain: Pack) -> None:
    """The longest label that fits comes first."""
    label = back_pain.question["nerve_signs"].option("bowel").label
    assert "," in label
    taken = read(back_pain, "nerve_signs", f"{label}\nboth_arms")
    assert ticked(taken.value) == {"bowel", "both_arms"}  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["I fainted or collapsed, no idea", "confused\nhmm\nfainted"])
def test_what_is_readable_of_a_list_counts(back_pain: Pack, cell: str) -> None:
    """A box that was ticked is not lost because of what is beside it, and none is denied."""
    taken = read(back_pain, "emergency_signs", cell)
    assert "is not an answer to 'emergency_signs'" in taken.troubles[0].what
    boxes = taken.value.boxes  # type: ignore[union-attr]
    assert "fainted" in dict(boxes)
    assert {tick.value for _, tick in boxes} == {"yes"}


def test_a_fault_of_a_list_offers_words_that_are_read(back_pain: Pack) -> None:
    """A bare none would count as not answered, so the fix does not suggest it."""
    [trouble] = read(back_pain, "body_signs", "hot").troubles
    assert "none of these" in trouble.fix
    assert read(back_pain, "body_signs", "none of these").value is not None
