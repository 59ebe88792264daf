"""Sheets of an earlier version are read as far as they map, and nothing in them is guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import small_pack
from tests.knowledge.versioned import since_1, versioned_pack
from triage.errors import AnswerFault
from triage.knowledge.sheet.earlier import carried_words
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import UNSURE_ANSWER, Sheet, Tick, Ticks
from triage.model.pack import Pack
from triage.model.versions import Carried

RENAMED = {"renamed": "fever_felt", "to": "tired"}
SPLIT = {"split": "signs.hot_or_cold", "into": ["signs.fever", "signs.chills"]}
MERGED = {"merged": ["signs.hot", "signs.febrile"], "to": "signs.fever"}
NEW_BOX = {"added": "signs.chills"}
RETIRED = {"retired": "weather", "why": "It says nothing of a back."}


def read(
    pack: Pack, answers: Mapping[str, Any], version: str | None = "1.0.0", **more: Any
) -> Sheet:
    """Read the sheet of a version."""
    made_for = {"pack": {"id": pack.id, "version": version}} if version else {}
    return read_sheet(json.dumps({**made_for, "answers": answers, **more}), "sheet.json", pack)


def carried(sheet: Sheet) -> Carried:
    """Return what became of the answers of a sheet of an earlier version."""
    assert sheet.carried is not None
    return sheet.carried


def ticks(**boxes: str) -> Ticks:
    """Return the answer to a checklist."""
    return Ticks(tuple((box, Tick(word)) for box, word in boxes.items()))


# -- each kind of change ---------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "answer"), [("yes", "yes"), ("unsure", UNSURE_ANSWER)])
def test_a_renamed_question_keeps_its_answer(word: str, answer: object) -> None:
    """Whatever it is, under its new name."""
    sheet = read(since_1(RENAMED), {"fever_felt": word})
    assert dict(sheet.answers.given) == {"tired": answer}
    assert (carried(sheet).count, carried(sheet).again) == (1, ())


def test_a_renamed_checklist_keeps_its_boxes() -> None:
    """Those that have another name in the same step too."""
    changes = [
        {"renamed": "symptoms", "to": "signs"},
        {"renamed": "symptoms.hot", "to": "signs.fever"},
    ]
    sheet = read(since_1(*changes), {"symptoms": ["hot"]})
    assert sheet.answers.get("signs") == ticks(fever="yes", chills="no")


def test_a_renamed_option_of_a_choice_is_still_chosen() -> None:
    """Another option of the question is as it was."""
    pack = since_1({"renamed": "place.down", "to": "place.low"})
    assert read(pack, {"place": "down"}).answers.get("place") == "low"
    assert read(pack, {"place": "high"}).answers.get("place") == "high"


def test_a_question_can_become_a_box_and_a_box_a_question() -> None:
    """Yes, no and not sure mean the same in both."""
    pack = since_1(
        {"renamed": "shivers", "to": "signs.chills"}, {"renamed": "signs.weary", "to": "tired"}
    )
    sheet = read(pack, {"shivers": "unsure", "signs": ["weary"]})
    assert sheet.answers.get("signs") == ticks(fever="no", chills="unsure")
    assert sheet.answers.get("tired") == "yes"


def test_only_no_carries_over_to_what_a_box_was_split_into() -> None:
    """A yes says that one part is there, but not which; "none of these" denied both."""
    pack = since_1(SPLIT)
    assert read(pack, {"signs": "none"}).answers.get("signs") == ticks(fever="no", chills="no")
    for said in (["hot_or_cold"], "unsure"):
        sheet = read(pack, {"signs": said})
        assert len(sheet.answers) == 0
        assert carried(sheet).again == ("signs.fever", "signs.chills")


@pytest.mark.parametrize(
    ("hot", "febrile", "fever"),
    [
        ("yes", "no", "yes"),
        ("no", "no", "no"),
        ("yes", None, "yes"),
        ("no", None, None),
        ("no", "unsure", "unsure"),
        ("unsure", None, None),
    ],
)
def test_merged_boxes_are_yes_if_any_was_and_no_if_all_were(
    hot: str, febrile: str | None, fever: str | None
) -> None:
    """Where one was not asked, a no of the other is not enough."""
    boxes = {"hot": hot, **({"febrile": febrile} if febrile else {})}
    sheet = read(since_1(MERGED), {"signs": boxes})
    assert sheet.answers.get("signs") == (ticks(fever=fever) if fever else None)
    assert carried(sheet).again == (() if fever else ("signs.fever",))


def test_a_box_that_is_new_was_not_denied_by_none_of_these() -> None:
    """The runner did not see it."""
    sheet = read(since_1(NEW_BOX), {"signs": "none"})
    assert sheet.answers.get("signs") == ticks(fever="no")
    assert carried(sheet).new == ("signs.chills",)


def test_what_was_retired_is_left_out_and_named() -> None:
    """Whatever kind of question it was, with the reason."""
    for said in ("sunny", "12", ["sun", "rain"], {"sun": "no"}):
        sheet = read(since_1(RETIRED), {"weather": said, "tired": "yes"})
        assert dict(sheet.answers.given) == {"tired": "yes"}
        assert carried(sheet).dropped == (("weather", "It says nothing of a back."),)


def test_the_names_of_changes_are_plain_text() -> None:
    """Text that remembers its file cannot be read back from a compiled pack."""
    (change,) = since_1(RETIRED).versions[0].changes
    ((question, _),) = change.before
    assert type(question) is str


def test_a_choice_that_was_retired_must_be_made_again() -> None:
    """No other option follows from it."""
    sheet = read(since_1({"retired": "place.nowhere", "why": "It hurts."}), {"place": "nowhere"})
    assert (len(sheet.answers), carried(sheet).again) == (0, ("place",))
    assert carried(sheet).dropped == (("place.nowhere", "It hurts."),)


@pytest.mark.parametrize(
    "answers", [{"days": "100"}, {"days": "1.5"}, {"tired": "often"}, {"place": ["low"]}]
)
def test_what_no_longer_fits_is_asked_again(answers: dict[str, Any]) -> None:
    """A number outside the bounds of now, or an answer of another kind, is no fault."""
    sheet = read(since_1(), answers)
    assert (len(sheet.answers), carried(sheet).again) == (0, tuple(answers))


def test_exercises_that_were_tried_carry_over() -> None:
    """By their new names; those of retired ones are left out."""
    pack = since_1(
        {"renamed": "exercise board", "to": "exercise plank"},
        {"retired": "exercise sit_up", "why": "It bends the back."},
    )
    sheet = read(pack, {}, tried={"board": "no", "sit_up": "yes", "toe_touch": "yes"})
    assert sheet.tried == {"plank": False, "toe_touch": True}
    assert carried(sheet).dropped == (("exercise sit_up", "It bends the back."),)


def test_steps_follow_each_other() -> None:
    """What a version renamed, the next may merge, and what was to be asked may be retired."""
    pack = versioned_pack(
        {
            "1.1.0": [MERGED, {"retired": "signs.odd", "why": "Unclear."}],
            "1.0.0": [
                {"renamed": "warmth", "to": "signs.hot"},
                {"split": "signs.other", "into": ["signs.odd", "signs.chills"]},
            ],
        }
    )
    sheet = read(pack, {"warmth": "no", "signs": ["febrile", "other"]})
    assert sheet.answers.get("signs") == ticks(fever="yes")
    assert carried(sheet).again == ("signs.chills",)


# -- which version ---------------------------------------------------------------------------------


def test_a_sheet_of_this_version_is_read_as_ever() -> None:
    """Nothing is carried, and an old name is a fault."""
    assert read(since_1(RENAMED), {"tired": "yes"}, "2.0.0").carried is None
    with pytest.raises(AnswerFault, match="there is no question 'fever_felt'"):
        read(since_1(RENAMED), {"fever_felt": "yes"}, "2.0.0")


@pytest.mark.parametrize("version", ["0.9.0", "3.0.0"])
def test_a_version_that_is_not_listed_is_refused(version: str) -> None:
    """The message says which can be read."""
    with pytest.raises(AnswerFault) as raised:
        read(since_1(), {}, version)
    assert f"for version {version}, but this pack reads sheets for 2.0.0, 1.0.0" in str(
        raised.value
    )


def test_a_name_that_the_version_did_not_have_is_refused() -> None:
    """Such as a typing mistake, or one that came later."""
    for answers in ({"tird": "yes"}, {"tired": "yes"}):
        with pytest.raises(AnswerFault, match="there is no question"):
            read(since_1({"added": "tired"}), answers)


def test_a_sheet_without_a_version_is_one_of_the_newest_that_has_all_its_names() -> None:
    """So "none of these" denies only the boxes that the runner saw."""
    pack = versioned_pack({"1.1.0": [NEW_BOX], "1.0.0": [RENAMED]})
    now = read(pack, {"tired": "yes", "signs": "none"}, None)
    assert (now.carried, now.answers.get("signs")) == (None, ticks(fever="no", chills="no"))
    sheet = read(pack, {"fever_felt": "yes", "signs": "none"}, None)
    assert (carried(sheet).version, carried(sheet).is_said) == ("1.0.0", False)
    assert sheet.answers.get("signs") == ticks(fever="no")
    with pytest.raises(AnswerFault, match="there is no question 'fever_felt'"):
        read(pack, {"fever_felt": "yes", "tired": "yes"}, None)


def test_the_sheet_is_of_this_version_once_it_is_read() -> None:
    """So that what is kept of it is not carried twice."""
    assert read(since_1(RENAMED), {"fever_felt": "yes"}).pack_version == "2.0.0"


def test_the_message_says_what_must_be_asked_again() -> None:
    """And what is new, what was left out and why."""
    changes = [SPLIT, RETIRED, {"added": "tired"}]
    sheet = read(since_1(*changes), {"signs": ["hot_or_cold"], "weather": "wet", "days": "3"})
    assert carried_words(carried(sheet), "2.0.0") == (
        "This sheet was filled in for version 1.0.0 of the questions, and these are version 2.0.0. "
        "Answers that carry over: 1.",
        "Please answer again: signs.fever, signs.chills.",
        "New since then, so not asked yet: tired.",
        "No longer asked, so left out: weather (It says nothing of a back.).",
    )


def test_a_report_of_an_earlier_version_is_read_as_its_sheet() -> None:
    """One of an unlisted version, or of this version with another digest, is refused as before."""
    pack = since_1(RENAMED)
    made_with = {"id": pack.id, "version": "1.0.0", "digest": "0" * 64, "title": "Small"}
    report = {
        "schema": "triage-report/2",
        "pack": made_with,
        "runner": "R-014",
        "sheet": {"answers": {"fever_felt": "yes"}, "tried": {}},
    }
    sheet = read_sheet(json.dumps(report), "report.json", pack)
    assert (sheet.runner, dict(sheet.answers.given)) == ("R-014", {"tired": "yes"})
    for version in ("0.9.0", "2.0.0"):
        other = {**report, "pack": {**made_with, "version": version}}
        with pytest.raises(AnswerFault, match="the report was made with small"):
            read_sheet(json.dumps(other), "report.json", pack)


# -- whatever is answered --------------------------------------------------------------------------

BOX = st.sampled_from(["yes", "no", "unsure", None])


def boxes(*names: str) -> st.SearchStrategy[dict[str, str]]:
    """Boxes of a checklist, some of them not asked."""
    return st.fixed_dictionaries(dict.fromkeys(names, BOX)).map(
        lambda said: {box: word for box, word in said.items() if word is not None}
    )


SAME = since_1()
SMALL = small_pack()


@given(
    said=boxes("fever", "chills"),
    tired=st.sampled_from(["yes", "no", "unsure"]),
    days=st.integers(0, 99),
)
def test_without_changes_every_answer_carries_over(
    said: dict[str, str], tired: str, days: int
) -> None:
    """The sheet is what it would be in its own version."""
    answers: dict[str, Any] = {"tired": tired, "days": str(days)} | (
        {"signs": said} if said else {}
    )
    sheet = read(SAME, answers)
    assert sheet.answers == read(SMALL, answers).answers
    assert (carried(sheet).again, carried(sheet).new, carried(sheet).dropped) == ((), (), ())


MANY = [
    {"split": "signs.a", "into": ["signs.fever", "tired"]},
    {"merged": ["signs.b", "signs.c", "shivers"], "to": "signs.chills"},
]
FIRST = [
    {"split": "old.x", "into": ["signs.a", "signs.b"]},
    {"renamed": "old.y", "to": "signs.c"},
    {"added": "shivers"},
]
TWO_STEPS = versioned_pack({"1.1.0": MANY, "1.0.0": FIRST})
LAST_STEP = versioned_pack({"1.1.0": MANY})


@given(said=boxes("a", "b", "c"), shivers=BOX)
def test_no_is_never_invented(said: dict[str, str], shivers: str | None) -> None:
    """What is "no" now follows from answers that were all "no" then."""
    answers = ({"signs": said} if said else {}) | ({"shivers": shivers} if shivers else {})
    sheet = read(LAST_STEP, answers, "1.1.0")
    signs = sheet.answers.get("signs")
    found = dict(signs.boxes) if isinstance(signs, Ticks) else {}
    assert (found.get("fever") is Tick.NO) == (said.get("a") == "no")
    assert (sheet.answers.get("tired") == "no") == (said.get("a") == "no")
    merged = [said.get("b"), said.get("c"), shivers]
    assert (found.get("chills") is Tick.NO) == (merged == ["no"] * 3)
    assert (found.get("chills") is Tick.YES) == ("yes" in merged)


@given(said=boxes("x", "y"))
def test_two_steps_are_one_after_the_other(said: dict[str, str]) -> None:
    """Reading 1.0.0 at once gives what reading it in 1.1.0, and that in 2.0.0, gives."""
    middle: dict[str, str] = {}
    if said.get("x") == "no":
        middle |= {"a": "no", "b": "no"}
    if "y" in said:
        middle["c"] = said["y"]
    at_once = read(TWO_STEPS, {"old": said} if said else {}, "1.0.0")
    in_turn = read(TWO_STEPS, {"signs": middle} if middle else {}, "1.1.0")
    assert at_once.answers == in_turn.answers


def test_a_number_has_no_bounds_of_its_own_in_an_earlier_version() -> None:
    """It is read whatever it is, and held against the bounds of now."""
    sheet = read(since_1({"renamed": "age_of_it", "to": "days"}), {"age_of_it": "42"})
    assert sheet.answers.get("days") == Decimal(42)
