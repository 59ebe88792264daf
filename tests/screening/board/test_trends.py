"""A folder of dated results shows who got worse, who stopped answering and how squads changed."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.screening.run.test_screen import nobody
from tests.screening.squad import the_words, understood
from triage.errors import AnswerFault, FileFault
from triage.model.pack import Pack
from triage.screening.run.request import Request
from triage.screening.run.screen import screen
from triage.screening.run.trends import write_trends
from triage.store.templates import environment

pytest.importorskip("polars")

HEADER = "runner,squad,date,complaint,emergency_signs\n"
WEEKS = {
    "2026-11-10": "R-1,A,2026-11-10,no,\nR-2,A,2026-11-10,no,\nR-3,B,2026-11-10,yes,fainted\n",
    "2026-11-17": "R-1,A,2026-11-17,no,\nR-2,A,2026-11-10,no,\nR-3,B,2026-11-10,yes,fainted\n",
    "2026-11-24": "R-1,A,2026-11-24,yes,fainted\nR-2,A,2026-11-10,no,\nR-4,B,2026-11-24,no,\n",
}


@pytest.fixture(scope="module")
def weeks(back_pain: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three weeks of a squad of four, each screened on its day."""
    folder = tmp_path_factory.mktemp("squad")
    for day, rows in WEEKS.items():
        path = folder / f"{day}.csv"
        path.write_text(HEADER + rows)
        roster = replace(understood(path, back_pain), today=date.fromisoformat(day))
        request = Request(
            roster=roster,
            source=path,
            output=folder / "weeks" / day,
            formats=("csv",),
            templates=environment("html"),
        )
        screen(request, nobody)
    return folder / "weeks"


def _trends(pack: Pack, weeks: Path, output: Path) -> str:
    write_trends(weeks, output, pack, the_words(pack), environment("html"), force=False)
    return (output / "trends.html").read_text(encoding="utf-8")


def _section(page: str, id: str) -> str:
    found = re.search(rf'<section aria-labelledby="{id}">.*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_new_flags_come_first_and_those_who_stopped_answering_are_named(
    back_pain: Pack, weeks: Path, tmp_path: Path
) -> None:
    """Who became more pressing; who went out of date or has no result; each as they were before."""
    page = _trends(back_pain, weeks, tmp_path / "trends")
    new, silent = _section(page, "new"), _section(page, "silent")
    assert "R-1" in new
    assert "R-3" not in new
    assert "R-2" not in new
    assert "R-2" in silent
    assert "R-3" in silent
    assert silent.count("<li>") == 2
    runners = re.findall(r"<li><strong>(R-\d)</strong><br>", page)
    assert runners[0] == "R-1"


def test_the_table_beside_the_pictures_has_every_runner_and_day(
    back_pain: Pack, weeks: Path, tmp_path: Path
) -> None:
    """trends.csv has one row per runner and one column per day, empty before the first result."""
    _trends(back_pain, weeks, tmp_path / "trends")
    with (tmp_path / "trends/trends.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["runner"]: row for row in csv.DictReader(file)}
    assert set(rows["R-1"]) == {"runner", "squad", *WEEKS}
    assert [rows["R-1"][day] for day in WEEKS] == ["clear", "clear", "stop"]
    assert [rows["R-2"][day] for day in WEEKS] == ["clear", "clear", "outdated"]
    assert [rows["R-3"][day] for day in WEEKS] == ["stop", "stop", "unanswered"]
    assert [rows["R-4"][day] for day in WEEKS] == ["", "", "clear"]


def test_who_left_is_not_counted_as_silent(back_pain: Pack, weeks: Path, tmp_path: Path) -> None:
    """With the list of the squad, a runner without a result who has left has no state any more."""
    squad = tmp_path / "squad.csv"
    squad.write_text("code,left\nR-1,\nR-2,\nR-3,2026-11-20\nR-4,\n")
    output = tmp_path / "trends"
    words, pages = the_words(back_pain), environment("html")
    write_trends(weeks, output, back_pain, words, pages, force=False, squad=squad)
    rows = (output / "trends.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "R-3,B,stop,stop," in rows
    squad.write_text("code\nR-01\n")
    with pytest.raises(AnswerFault, match="'R-1' for 'R-01'"):
        write_trends(weeks, output, back_pain, words, pages, force=True, squad=squad)


def test_two_results_of_one_day_are_refused(back_pain: Pack, weeks: Path, tmp_path: Path) -> None:
    """Which of two screenings of one day counts is not guessed."""
    (tmp_path / "a").mkdir()
    for name in ("one", "two"):
        (tmp_path / "a" / name).symlink_to(weeks / "2026-11-24")
    with pytest.raises(FileFault, match="two folders hold results of 2026-11-24"):
        _trends(back_pain, tmp_path / "a", tmp_path / "trends")
    with pytest.raises(FileFault, match="no results"):
        _trends(back_pain, tmp_path, tmp_path / "trends")
