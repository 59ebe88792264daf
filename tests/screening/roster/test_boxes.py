"""One column per box, as form builders export it; an empty box denies nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screening.roster.reading import answers_of, faults_of, read, roster_of, ticked
from triage.errors import AnswerFault
from triage.model.answers import Tick
from triage.model.pack import Pack
from triage.screening.roster.boxes import Box, joined
from triage.screening.roster.mapping import RosterMapping, read_mapping

HEADERS = [
    "body_signs/{}",
    "body_signs___{}",
    "body_signs[{}]",
    "body_signs [{}]",
    "body_signs.{}",
    "body_signs_{}",
    "{label}/{}",
    "{label} [{}]",
    "{label} (choice={})",
    "4. {text} [{}]",
]
YES_NO = [("1", "0"), ("1.0", "0.0"), ("TRUE", "false"), ("Checked", "Unchecked"), ("x", "☐")]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("words", [("fever", "shivers"), ("A fever (38 °C or more)", "shivers")])
def test_every_way_to_name_a_box_is_understood(
    back_pain: Pack, tmp_path: Path, header: str, words: tuple[str, str]
) -> None:
    """Question and box may each be an id or words."""
    question = back_pain.question["body_signs"]
    label, text = question.label, question.text
    head = ["runner", *(header.format(word, label=label, text=text) for word in words)]
    [answers] = answers_of(roster_of(tmp_path, back_pain, head, ["R-1", "1", "0"]))
    assert ticked(answers["body_signs"]) == {"fever"}
    assert ticked(answers["body_signs"], Tick.NO) == {"shivers"}


@pytest.mark.parametrize(("yes", "no"), YES_NO)
def test_every_mark_of_a_box_is_understood(
    back_pain: Pack, tmp_path: Path, yes: str, no: str
) -> None:
    """A box that is left empty is denied where another box of the question is ticked."""
    rows = [["runner", "body_signs/fever", "body_signs/shivers"], ["R-1", yes, no]]
    [answers] = answers_of(roster_of(tmp_path, back_pain, *rows))
    assert ticked(answers["body_signs"], Tick.NO) == {"shivers"}


@pytest.mark.parametrize("no", [no for _, no in YES_NO])
def test_boxes_that_are_all_left_empty_are_not_answered(
    back_pain: Pack, tmp_path: Path, no: str
) -> None:
    """Software writes the same where nobody saw the question, so it is no "none of these"."""
    rows = [["runner", "emergency_signs/fainted", "emergency_signs/confused"], ["R-1", no, no]]
    roster = roster_of(tmp_path, back_pain, *rows)
    assert answers_of(roster) == [{}]
    note = "1 row has no box of 'emergency_signs' ticked, which counts as not answered"
    assert note in "\n".join(roster.table.notes)


@pytest.mark.parametrize("none", ["none", "None of these", "none of the above"])
def test_a_box_for_none_of_these_denies_the_others(
    back_pain: Pack, tmp_path: Path, none: str
) -> None:
    """Only a tick that says so does."""
    rows = [["runner", "body_signs/fever", f"body_signs/{none}"], ["R-1", "0", "1"]]
    [answers] = answers_of(roster_of(tmp_path, back_pain, *rows))
    options = set(back_pain.question["body_signs"].option_ids)
    assert ticked(answers["body_signs"], Tick.NO) == options


def test_no_in_words_in_every_box_is_an_answer_with_a_note(back_pain: Pack, tmp_path: Path) -> None:
    """A grid of yes and no is answered so, but a form may also write it for an unseen question."""
    rows = [["runner", "body_signs [fever]", "body_signs [shivers]"], ["R-1", "No", "No"]]
    roster = roster_of(tmp_path, back_pain, *rows)
    [answers] = answers_of(roster)
    assert ticked(answers["body_signs"], Tick.NO) == {"fever", "shivers"}
    assert "1 row has no for every box of 'body_signs'" in "\n".join(roster.table.notes)


def test_a_cell_with_the_label_of_its_box_is_a_tick_in_a_list(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Forms that write labels leave the other boxes empty: these are denied, as in one cell."""
    rows = [
        ["runner", "body_signs [fever]", "body_signs [shivers]"],
        ["R-1", "A fever (38 °C or more)", ""],
        ["R-2", "", ""],
    ]
    first, second = answers_of(roster_of(tmp_path, back_pain, *rows))
    assert ticked(first["body_signs"], Tick.NO) == {"shivers"}
    assert second == {}


@pytest.mark.parametrize(
    ("whole", "boxes", "expected"),
    [
        ("fever shivers", ("1", "1"), {"fever", "shivers"}),
        ("fever", ("1", "0"), {"fever"}),
        ("", ("1", "0"), {"fever"}),
        ("fever", ("", ""), {"fever"}),
        ("None of these", ("0", "0"), set()),
        ("fever vomiting", ("1", "0"), {"fever", "vomiting"}),
    ],
)
def test_a_column_for_all_boxes_may_be_beside_them(
    back_pain: Pack, tmp_path: Path, whole: str, boxes: tuple[str, str], expected: set[str]
) -> None:
    """KoBo exports both."""
    head = ["runner", "body_signs", "body_signs/fever", "body_signs/shivers"]
    roster = roster_of(tmp_path, back_pain, head, ["R-1", whole, *boxes])
    [answers] = answers_of(roster)
    assert ticked(answers["body_signs"]) == expected
    assert "not answered" not in "".join(roster.table.notes)


@pytest.mark.parametrize(
    ("whole", "boxes"),
    [("fever", ("0", "1")), ("fever", ("0", "0")), ("None of these", ("1", "0"))],
)
def test_a_column_that_differs_from_its_boxes_is_a_fault(
    back_pain: Pack, tmp_path: Path, whole: str, boxes: tuple[str, str]
) -> None:
    """Neither is believed over the other."""
    head = ["runner", "body_signs", "body_signs/fever", "body_signs/shivers"]
    roster = roster_of(tmp_path, back_pain, head, ["R-1", whole, *boxes])
    assert faults_of(roster) == ["the boxes differ from the column for all of them"]


def test_what_was_ticked_anywhere_counts_where_boxes_contradict_each_other(
    back_pain: Pack,
) -> None:
    """Nothing is denied then."""
    question = back_pain.question["body_signs"]
    boxes = {"none": Box.YES, "fever": Box.YES, "shivers": Box.UNTICKED}
    ticks, troubles = joined(question, boxes, None)
    assert ticks is not None
    assert ticks.boxes == (("fever", Tick.YES),)
    assert troubles


def test_none_of_these_denies_no_box_that_could_not_be_read(back_pain: Pack) -> None:
    """A box with an unreadable cell, or with "not sure", is not read as no."""
    question = back_pain.question["body_signs"]
    assert read(back_pain, "body_signs.fever", "perhaps").value is Box.UNREAD
    boxes = {"none": Box.YES, "fever": Box.UNREAD, "shivers": Box.UNSURE}
    for whole in (None, read(back_pain, "body_signs", "None of these").value):
        ticks, _ = joined(question, boxes, whole)
        assert ticks is not None
        assert ticks.get("fever") is None
        assert ticks.get("shivers") is not Tick.NO or whole is not None


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("body_signs/fevr", "'body_signs' has no box 'fevr'"),
        ("body_signs___unknown_box", "'body_signs' has no box 'unknown_box'"),
        ("Whole-body signs [Other]", "'body_signs' has no box 'Other'"),
        ("body_sings/fever", "looks like one"),
        ("age/fever", "'age' has one answer, and no boxes"),
        ("signs/body_signs/fever", "has the name of a group in front of a question"),
        ("How old are you?.1", "'age' has one answer, and no boxes"),
        ("about_you/age", "has the name of a group in front of a question"),
    ],
)
def test_a_column_for_an_unknown_box_is_a_fault(
    back_pain: Pack, tmp_path: Path, header: str, said: str
) -> None:
    """It may hold answers; the fix names the nearest box."""
    rows = [["runner", "pain_location", header], ["R-1", "lower", "1"]]
    with pytest.raises(AnswerFault, match="with --mapping") as caught:
        roster_of(tmp_path, back_pain, *rows)
    assert said in str(caught.value)
    if header == "body_signs/fevr":
        assert "write 'body_signs/fever'" in str(caught.value)
    mapping = RosterMapping(columns={header.casefold(): "ignore"})
    assert answers_of(roster_of(tmp_path, back_pain, *rows, mapping=mapping))


def test_one_box_in_two_columns_is_a_fault(back_pain: Pack, tmp_path: Path) -> None:
    """However each of them names it."""
    head = ["runner", "body_signs/fever", "body_signs [A fever (38 °C or more)]"]
    with pytest.raises(AnswerFault, match=r"both hold 'body_signs\.fever'"):
        roster_of(tmp_path, back_pain, head, ["R-1", "1", "0"])


def test_a_mapping_may_name_the_box_for_none_of_these(back_pain: Pack, tmp_path: Path) -> None:
    """As it may any other box of a checklist."""
    mapping = read_mapping("columns: {nichts: body_signs.none}", "m.yaml", back_pain)
    head = ["runner", "body_signs/fever", "nichts"]
    [answers] = answers_of(roster_of(tmp_path, back_pain, head, ["R-1", "0", "1"], mapping=mapping))
    assert ticked(answers["body_signs"]) == set()


# -- two rows of headers ---------------------------------------------------------------------------

LABELS = ("A fever (38 °C or more)", "Shaking chills")


@pytest.mark.parametrize("is_repeated", [False, True])
def test_a_second_row_of_headers_names_the_boxes(
    back_pain: Pack, tmp_path: Path, is_repeated: bool
) -> None:
    """As SurveyMonkey writes it, with nothing or the question again over the other boxes."""
    text = back_pain.question["body_signs"].text
    over = text if is_repeated else ""
    rows = [
        ["runner", "age", text, over, over],
        ["Open-Ended Response", "Response", *LABELS, "None of these"],
        ["R-1", "30", LABELS[0], "", ""],
        ["R-2", "31", "", "", "None of these"],
        ["R-3", "32", "", LABELS[1], ""],
    ]
    roster = roster_of(tmp_path, back_pain, *rows)
    first, second, third = answers_of(roster)
    assert ticked(first["body_signs"]) == {"fever"}
    assert ticked(first["body_signs"], Tick.NO) == {"shivers"}
    assert ticked(third["body_signs"]) == {"shivers"}
    assert ticked(second["body_signs"]) == set()
    assert "row 2 belongs to the headers: it names the boxes of questions" in roster.table.notes
    assert roster.rows_in == 3


def test_a_second_row_without_boxes_is_no_runner(back_pain: Pack, tmp_path: Path) -> None:
    """It says only what kind of answer a column holds."""
    rows = [["runner", "age", "course", ""], ["Response", "", "Response", "Other"]]
    with pytest.raises(AnswerFault, match="'course' has one answer, and no boxes"):
        roster_of(tmp_path, back_pain, *rows, ["R-1", "30", "", "so so"])


def test_a_row_of_a_runner_is_never_taken_for_headers(back_pain: Pack, tmp_path: Path) -> None:
    """A code, or any other answer in it, shows that it is one."""
    text = back_pain.question["body_signs"].text
    rows = [["runner", "age", text, ""], ["R-1", "", *LABELS]]
    roster = roster_of(tmp_path, back_pain, *rows)
    assert roster.rows_in == 1
    assert ticked(answers_of(roster)[0]["body_signs"]) == {"fever"}
