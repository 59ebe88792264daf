"""What software writes for a missing value is no answer, and the run says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.screening.roster.reading import answers_of, faults_of, read, roster_of, ticked
from tests.screening.squad import the_words
from triage.model.answers import Tick
from triage.model.pack import Pack
from triage.screening.standing.words import fold

MISSING = [
    "None",
    "none",
    "nan",
    "NaN",
    "NULL",
    "N/A",
    "#N/A",
    "NA",
    "<NA>",
    "-",
    "\u2013",
    "\u2014",
    ".",
]


@pytest.mark.parametrize("cell", [*MISSING, "None;", " none ", Decimal("NaN"), ("none",), ("",)])
@pytest.mark.parametrize(
    "target", ["emergency_signs", "pain_location", "age", "complaint", "squad", "date", "runner"]
)
def test_a_missing_value_is_no_answer_and_no_fault(
    back_pain: Pack, target: str, cell: object
) -> None:
    """In any column it is the same as an empty cell."""
    taken = read(back_pain, target, cell)  # type: ignore[arg-type]
    assert (taken.value, taken.troubles) == (None, ())


@pytest.mark.parametrize("cell", ["None of these", "none of the above", ("None of these",)])
def test_only_words_that_say_so_mean_none_of_these(back_pain: Pack, cell: object) -> None:
    """The words of the form deny every box."""
    taken = read(back_pain, "emergency_signs", cell)  # type: ignore[arg-type]
    options = set(back_pain.question["emergency_signs"].option_ids)
    assert ticked(taken.value, Tick.NO) == options  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["none, fever", "fever\nnone", "none of these, none"])
def test_a_bare_none_beside_other_answers_is_a_fault(back_pain: Pack, cell: str) -> None:
    """A person wrote it, so it is not passed over; what was ticked beside it counts."""
    taken = read(back_pain, "body_signs", cell)
    assert taken.troubles
    assert ticked(taken.value) in ({"fever"}, None)  # type: ignore[arg-type]


def test_the_run_says_which_values_it_took_for_missing(back_pain: Pack, tmp_path: Path) -> None:
    """The note names them, most frequent first, and how many cells hold them."""
    rows = [["R-1", "None", "nan", "yes"], ["R-2", "None", "30", "N/A"]]
    roster = roster_of(tmp_path, back_pain, ["runner", "body_signs", "age", "complaint"], *rows)
    notes = "\n".join(roster.table.notes)
    assert "4 cells hold 'None', 'nan' or 'N/A', which counts as not answered" in notes
    assert [set(each) for each in answers_of(roster)] == [set(), {"age"}]


def test_without_missing_values_nothing_is_said_of_them(back_pain: Pack, tmp_path: Path) -> None:
    """A note is only for what is in the file."""
    roster = roster_of(tmp_path, back_pain, ["runner", "age"], ["R-1", "30"])
    assert "not answered" not in "\n".join(roster.table.notes)


def test_an_option_with_such_a_label_is_an_answer(back_pain: Pack) -> None:
    """The pack's own words come first; an id alone does not."""
    words, question = the_words(back_pain), back_pain.question["pain_location"]
    options = (
        replace(question.options[0], id="none", label="Somewhere"),
        replace(question.options[1], label="N/A"),
    )
    pack = replace(back_pain, questions=(replace(question, options=options),))
    assert fold("N/A") in words.missing_folded
    assert read(pack, "pain_location", "n/a").value == options[1].id
    assert read(pack, "pain_location", "None").value is None
    assert read(pack, "pain_location", "Somewhere").value == "none"


def test_a_missing_code_is_not_a_code(back_pain: Pack, tmp_path: Path) -> None:
    """Nan is a name; nan is what a script writes."""
    roster = roster_of(tmp_path, back_pain, ["runner", "age"], ["nan", "30"], ["Nan", "31"])
    assert faults_of(roster) == ["the runner has no code"]
    assert len(answers_of(roster)) == 1


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#BEZUG!", "#NUM!"])
@pytest.mark.parametrize("target", ["runner", "age", "body_signs", "body_signs.fever", "date"])
def test_an_error_of_a_spreadsheet_is_neither_a_code_nor_an_answer(
    back_pain: Pack, target: str, cell: str
) -> None:
    """It is a fault of its cell."""
    [trouble] = read(back_pain, target, cell).troubles
    assert "is an error of the spreadsheet" in trouble.what
