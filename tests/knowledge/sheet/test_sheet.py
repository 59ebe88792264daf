"""Answer sheets from text: what a runner said is kept, what the pack does not admit is a fault."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.golden import BAD, assert_golden
from tests.knowledge.small import small_pack
from triage.errors import AnswerFault
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Sheet, Tick, Ticks
from triage.model.pack import Pack

CASES = sorted((BAD / "sheets").glob("*.yaml"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The smallest pack that has one of everything."""
    return small_pack()


def ticks(**boxes: str) -> Ticks:
    """Return the answer to a checklist."""
    return Ticks(tuple((box, Tick(word)) for box, word in boxes.items()))


def answers_in(text: str, pack: Pack) -> Answers:
    """Return the answers of a sheet."""
    return read_sheet(text, "sheet.yaml", pack).answers


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_every_fault_of_a_bad_sheet_says_what_where_and_how_to_fix_it(
    case: Path, pack: Pack
) -> None:
    """Every fault of the sheet, as a file beside it has it word for word."""
    with pytest.raises(AnswerFault) as caught:
        read_sheet(case.read_text("utf-8"), "sheet.yaml", pack)
    assert_golden(str(caught.value), case.with_suffix(".txt"))


SMALL = small_pack()


def is_read_or_refused(text: str) -> bool:
    """Say whether the reader finds a sheet in a text, rather than faults."""
    try:
        return isinstance(read_sheet(text, "sheet", SMALL), Sheet)
    except AnswerFault as fault:
        return len(fault.faults) > 0


@given(text=st.text(max_size=60))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    """Whatever a file holds is read as a sheet or refused as one."""
    assert is_read_or_refused(text)


@given(
    tree=st.recursive(
        st.sampled_from(["yes", "low", "fever", "42", "unsure", "none", "", None, 7, True]),
        lambda tree: st.one_of(
            st.lists(tree, max_size=3),
            st.dictionaries(
                st.sampled_from(["answers", "place", "signs", "tired", "days", "fever", "tried"]),
                tree,
                max_size=4,
            ),
        ),
        max_leaves=8,
    )
)
def test_no_json_makes_the_reader_fall(tree: object) -> None:
    """Whatever a program writes is read as a sheet or refused as one."""
    assert is_read_or_refused(json.dumps({"answers": tree}))


# -- what is accepted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("place: low", "low"),
        ("place: 'low'", "low"),
        ("place: unsure", UNSURE_ANSWER),
        ("tired: yes", "yes"),
        ("tired: no", "no"),
        ("tired: true", "yes"),
        ("tired: false", "no"),
        ("tired: unsure", UNSURE_ANSWER),
        ("days: 42", Decimal(42)),
        ("days: 42 days", Decimal(42)),
        ("days: 0", Decimal(0)),
        ("days: 99", Decimal(99)),
        ("days: unsure", UNSURE_ANSWER),
        ("signs: [fever]", ticks(fever="yes", chills="no")),
        ("signs: [chills, fever]", ticks(fever="yes", chills="yes")),
        ("signs: none", ticks(fever="no", chills="no")),
        ("signs: [none]", ticks(fever="no", chills="no")),
        ("signs: unsure", ticks(fever="unsure", chills="unsure")),
        ("signs: {chills: unsure}", ticks(chills="unsure")),
        ("signs: {chills: no, fever: yes}", ticks(fever="yes", chills="no")),
    ],
)
def test_every_way_to_write_an_answer_is_understood(
    written: str, answer: Answer, pack: Pack
) -> None:
    """A choice, a yes or no, a number with or without its unit, a list of boxes or box by box."""
    question = written.split(":", maxsplit=1)[0]
    assert answers_in(f"answers:\n  {written}\n", pack).get(question) == answer


@pytest.mark.parametrize(
    "written",
    ["place:", "place: null", "place: ~", "days:", "signs: {}", "signs: {fever: null, chills: }"],
)
def test_a_question_left_blank_was_not_asked(written: str, pack: Pack) -> None:
    """A blank is silence, and silence is never "no"."""
    assert written.split(":", maxsplit=1)[0] not in answers_in(f"answers:\n  {written}\n", pack)


@pytest.mark.parametrize("text", ["answers:\n", "answers: {}\n", "answers: ~\n"])
def test_a_sheet_may_have_no_answer_yet(text: str, pack: Pack) -> None:
    """A runner who was asked nothing said nothing."""
    assert len(answers_in(text, pack)) == 0


def test_answers_come_in_asking_order(pack: Pack) -> None:
    """However a sheet is ordered, its answers follow the pack."""
    text = "answers: {days: 3, tired: no, signs: none, place: low}"
    assert list(answers_in(text, pack)) == ["place", "signs", "tired", "days"]


def test_json_says_the_same_as_yaml(pack: Pack) -> None:
    """A program may write what a person may."""
    yaml = "answers: {place: low, tired: yes, days: 42, signs: [fever]}\ntried: {plank: no}"
    tree = {
        "answers": {"place": "low", "tired": True, "days": 42, "signs": ["fever"]},
        "tried": {"plank": False},
    }
    written = [json.dumps(tree), json.dumps(tree, indent=2)]
    expected = read_sheet(yaml, "sheet.yaml", pack)
    assert [read_sheet(text, "sheet.json", pack) for text in written] == [expected, expected]


def test_everything_beside_the_answers_is_kept(pack: Pack) -> None:
    """Who, when, what was tried and which pack the sheet was made for."""
    sheet = read_sheet(
        "runner: R-014\ndate: 2026-11-22\npack: {id: small, version: 1.0.0}\n"
        "answers: {tired: no}\ntried: {plank: yes, toe_touch: no}\n",
        "sheet.yaml",
        pack,
    )
    assert sheet.runner == "R-014"
    assert sheet.date == date(2026, 11, 22)
    assert (sheet.pack_id, sheet.pack_version) == ("small", "1.0.0")
    assert sheet.tried == {"plank": True, "toe_touch": False}


@pytest.mark.parametrize(
    "text",
    [
        "answers: {tired: no}",
        "runner:\ndate:\npack:\ntried:\nanswers: {tired: no}",
        '{"runner": null, "date": null, "pack": null, "tried": null, "answers": {"tired": "no"}}',
    ],
)
def test_everything_beside_the_answers_may_be_left_out(text: str, pack: Pack) -> None:
    """A sheet of nothing but answers is a sheet, and a program may write null for the rest."""
    sheet = read_sheet(text, "sheet.yaml", pack)
    assert (sheet.runner, sheet.date, sheet.pack_id, sheet.pack_version) == (None,) * 4
    assert sheet.tried == {}
