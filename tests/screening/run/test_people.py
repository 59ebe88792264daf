"""Who is to be asked is on the board, whether or not they have a row."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.screening.run.test_screen import results, screened
from tests.screening.squad import TODAY, understood
from triage.errors import AnswerFault, FileFault
from triage.model.pack import Pack
from triage.screening.run.people import People, people_of
from triage.screening.standing.history import load_screened
from triage.screening.standing.results import COACH_COLUMNS

pytest.importorskip("polars")


def _week(
    folder: Path, day: str, *rows: str, columns: str = "runner,state,since,answered,before"
) -> Path:
    """A folder of results of a day, as `triage` writes it."""
    folder.mkdir(parents=True)
    mark = {"date": day, "pack": {"id": "runner_back_pain"}}
    (folder / "screening.json").write_text(json.dumps(mark))
    (folder / "results.csv").write_text("\n".join([columns, *rows]) + "\n")
    return folder


def _people(
    pack: Pack, folder: Path, roster: str, *previous: Path, squad: Path | None = None
) -> People:
    (folder / "roster.csv").write_text(f"runner,complaint\n{roster}")
    return people_of([understood(folder / "roster.csv", pack)], previous, squad)


# -- earlier weeks ---------------------------------------------------------------------------------


def test_who_is_known_from_any_earlier_week_and_has_no_row_is_not_answered(
    back_pain: Pack, tmp_path: Path
) -> None:
    """They are in the results with the day of their last answers and the state they had then."""
    weeks = tmp_path / "weeks"
    _week(weeks / "1", "2026-11-10", "R-1,stop,2026-11-10,2026-11-09,", "R-2,care,2026-11-10,,")
    _week(weeks / "2", "2026-11-17", "R-2,care,2026-11-10,2026-11-16,")
    text = "runner,complaint\nR-2,no\n"
    done = screened(back_pain, tmp_path, text, previous=[weeks], formats=("csv",))
    found = results(tmp_path)["R-1"]
    assert found["state"] == "unanswered"
    assert (found["answered"], found["before"]) == ("2026-11-09", "stop")
    assert found["change"] == "not known"
    assert (done.rows_in, done.screened, done.silent, done.asked, done.answered) == (1, 1, 1, 2, 1)
    assert any("without a row, so not answered: R-1" in note for note in done.notes)


def test_a_stop_is_not_forgotten_over_weeks_of_silence(back_pain: Pack, tmp_path: Path) -> None:
    """The last state that answers gave is carried along, and its runner is asked first."""
    first = _week(
        tmp_path / "1", "2026-11-10", "R-9,stop,2026-11-10,2026-11-09,", "R-1,care,2026-11-10,,"
    )
    text = "runner,complaint\nR-5,no\n"
    roster = tmp_path / "a/roster.csv"
    roster.parent.mkdir()
    roster.write_text(text)
    week_2 = replace(understood(roster, back_pain), today=date(2026, 11, 17))
    screened(back_pain, tmp_path / "a", text, roster=week_2, previous=[first], formats=("csv",))
    screened(back_pain, tmp_path / "b", text, previous=[tmp_path / "a/out"], formats=("csv",))
    found = results(tmp_path / "b")["R-9"]
    assert (found["before"], found["answered"]) == ("stop", "2026-11-09")
    assert found["since"] == "2026-11-17"
    board = (tmp_path / "b/out/board.html").read_text(encoding="utf-8")
    assert board.index('<th scope="row">R-9') < board.index('<th scope="row">R-1')


def test_a_row_without_answers_keeps_the_day_of_the_last_answers(
    back_pain: Pack, tmp_path: Path
) -> None:
    """A row left blank does not look as if the runner had never answered."""
    week = _week(tmp_path / "1", "2026-11-17", "R-1,stop,2026-11-10,2026-11-16,")
    screened(back_pain, tmp_path, "runner,complaint\nR-1,\n", previous=[week], formats=("csv",))
    found = results(tmp_path)["R-1"]
    assert (found["state"], found["answered"], found["before"]) == (
        "unanswered",
        "2026-11-16",
        "stop",
    )


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ({"date": "2026-12-24", "pack": {"id": "runner_back_pain"}}, "after the day of this"),
        ({"date": "2026-11-10", "pack": {"id": "ankle"}}, "of the pack ankle"),
        ({"date": "soon", "pack": {"id": "runner_back_pain"}}, "no results of a screening"),
        (["x"], "no results of a screening"),
    ],
)
def test_the_wrong_folder_is_reported_before_anything_is_judged(
    back_pain: Pack, tmp_path: Path, mark: object, said: str
) -> None:
    """Results of a later day, of another pack or of nothing at all are refused at once."""
    week = _week(tmp_path / "1", "2026-11-10", "R-1,stop,2026-11-10,,")
    (week / "screening.json").write_text(json.dumps(mark))

    with pytest.raises(FileFault, match=said):
        _people(back_pain, tmp_path, "R-1,no\n", week)


def test_of_a_folder_of_weeks_only_earlier_days_are_used(back_pain: Pack, tmp_path: Path) -> None:
    """The results that are about to be replaced are not their own past, and the run says so."""
    weeks = tmp_path / "weeks"
    _week(weeks / "1", "2026-11-17", "R-1,care,2026-11-17,,")
    _week(weeks / "2", TODAY.isoformat(), "R-2,care,2026-11-17,,")
    people = _people(back_pain, tmp_path, "R-3,no\n", weeks)
    assert people.silent == ("R-1",)
    assert any("not compared with, as it is of 2026-11-24" in note for note in people.notes)


# -- results that a spreadsheet saved again --------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("R-1,stop,11/14/2026,,", "'since' is not year-month-day: '11/14/2026'"),
        ("R-1,stop,46340,,", "'since' is not year-month-day: '46340'"),
        ("R-1,stop,,,", "'since' is empty"),
        ("R-1,stop,2026-11-14,14 Nov,", "'answered' is not year-month-day: '14 Nov'"),
        ("R-1,stopped,2026-11-14,,", "'state' is not a state: 'stopped'"),
        (",stop,2026-11-14,,", "'runner' is empty"),
        ("R-2,stop,2026-11-14,,\nr-2,care,2026-11-14,,", "'runner' appears twice"),
    ],
)
def test_what_is_not_as_it_was_written_is_a_fault_with_its_place(
    tmp_path: Path, row: str, said: str
) -> None:
    """No day becomes today's and no runner becomes new because a cell cannot be read."""
    week = _week(tmp_path / "1", "2026-11-17", row)
    with pytest.raises(AnswerFault) as caught:
        load_screened(week)
    [fault] = caught.value.faults
    assert said in fault.what
    assert "use the folder as triage wrote it" in fault.fix
    assert fault.where.line >= 2


def test_one_fault_speaks_for_all_the_rows_that_have_it(tmp_path: Path) -> None:
    """Forty changed days are one message, with the first place and the count."""
    week = _week(tmp_path / "1", "2026-11-17", *(f"R-{n},stop,11/14/2026,," for n in range(40)))
    with pytest.raises(AnswerFault) as caught:
        load_screened(week)
    assert [fault.what for fault in caught.value.faults] == [
        "'since' is not year-month-day: '11/14/2026', and in 39 more rows"
    ]


@pytest.mark.parametrize(
    ("then", "now"), [("7", "0007"), ("R-7", "R-007"), ("R\u20137", "R-7"), ("R\u22127", "R-7")]
)
def test_a_code_that_only_looks_like_an_earlier_one_is_a_fault(
    back_pain: Pack, tmp_path: Path, then: str, now: str
) -> None:
    """Leading zeros and kinds of dashes do not make a runner new."""
    week = _week(tmp_path / "1", "2026-11-17", f"{then},stop,2026-11-14,,")
    with pytest.raises(AnswerFault, match=f"'{then}' for '{now}'"):
        _people(back_pain, tmp_path, f"{now},no\n", week)


def test_codes_that_look_alike_in_both_weeks_are_different_runners(
    back_pain: Pack, tmp_path: Path
) -> None:
    """What was kept apart before is kept apart now."""
    week = _week(tmp_path / "1", "2026-11-17", "7,stop,2026-11-14,,", "07,care,2026-11-14,,")
    assert _people(back_pain, tmp_path, "7,no\n07,no\n", week).silent == ()


def test_separators_of_any_country_are_read(tmp_path: Path) -> None:
    """A file that a spreadsheet saved with semicolons is the same file."""
    week = _week(tmp_path / "1", "2026-11-17", "R-1;stop;2026-11-14", columns="runner;state;since")
    assert load_screened(week).runners["r-1"].since == date(2026, 11, 14)


# -- the squad list --------------------------------------------------------------------------------

LIST = (
    "Code;Group;Joined;Left\nR-1;A;;\nR-2;A;2026-01-01;\nR-3;B;;2026-11-10\nR-4;B;2026-12-01;\n"
    "R-5;B;14.09.2026;\n"
)


def test_the_list_says_who_is_to_be_asked(back_pain: Pack, tmp_path: Path) -> None:
    """Who left or joins later is not counted; a row of someone who is not on it is named."""
    (tmp_path / "squad.csv").write_text(LIST)
    week = _week(tmp_path / "1", "2026-11-10", "R-3,care,2026-11-10,,", "R-8,stop,2026-11-10,,")
    people = _people(
        back_pain, tmp_path, "R-2,no\nR-4,no\nR-9,no\n", week, squad=tmp_path / "squad.csv"
    )
    assert people.silent == ("R-1", "R-5")
    assert people.gone == ("R-3", "R-8")
    notes = "\n".join(people.notes)
    assert "not on the squad list, but with a row: R-9" in notes
    assert "not counted, but with a row: R-4 (joins later)" in notes
    assert "no longer on the squad list: R-3, R-8" in notes


def test_the_list_is_the_denominator_and_gives_the_squad(back_pain: Pack, tmp_path: Path) -> None:
    """Asked are those on the list; a row that names no squad gets that of the list."""
    (tmp_path / "squad.csv").write_text(LIST)
    text = "runner,complaint\nR-2,no\nR-9,no\n"
    done = screened(back_pain, tmp_path, text, squad=tmp_path / "squad.csv", formats=("csv",))
    assert (done.asked, done.answered) == (3, 1)
    found = results(tmp_path)
    assert set(found) == {"R-1", "R-2", "R-5", "R-9"}
    assert (found["R-2"]["squad"], found["R-9"]["squad"], found["R-5"]["squad"]) == ("A", "", "B")


def test_every_fault_of_a_list_comes_at_once(back_pain: Pack, tmp_path: Path) -> None:
    """A code that is there twice, a missing code, a day that is none and one before the other."""
    (tmp_path / "squad.csv").write_text(
        "code,joined,left\nR-1,,\nr-1,,\n,2026-01-01,\nR-2,soon,\nR-3,2026-05-01,2026-04-01\n"
    )
    with pytest.raises(AnswerFault) as caught:
        _people(back_pain, tmp_path, "R-1,no\n", squad=tmp_path / "squad.csv")
    said = [(fault.where.line, fault.what) for fault in caught.value.faults]
    assert [line for line, _ in said] == [3, 4, 5, 6]
    for (_, what), expected in zip(
        said, ("is in row 2 too", "no code", "not a date", "before joining"), strict=True
    ):
        assert expected in what


def test_a_code_of_the_list_is_written_as_in_the_roster(back_pain: Pack, tmp_path: Path) -> None:
    """A list whose zeros a spreadsheet dropped does not make everyone silent."""
    (tmp_path / "squad.csv").write_text("code,squad\n7,A\n")
    with pytest.raises(AnswerFault, match="'7' for '0007'"):
        _people(back_pain, tmp_path, "0007,no\n", squad=tmp_path / "squad.csv")


# -- results ---------------------------------------------------------------------------------------


def test_urgency_is_beside_the_state(back_pain: Pack, tmp_path: Path) -> None:
    """0 to 4 where answers say how urgent they are, and empty where there are none."""
    header = "runner,complaint,emergency_signs\n"
    screened(back_pain, tmp_path, header + "R-1,no,\nR-2,yes,fainted\nR-3,,\n", formats=("csv",))
    found = {code: row["urgency"] for code, row in results(tmp_path).items()}
    assert found == {"R-1": "0", "R-2": "4", "R-3": ""}
    with (tmp_path / "out/results.csv").open(encoding="utf-8-sig") as file:
        assert tuple(next(csv.reader(file))) == COACH_COLUMNS
