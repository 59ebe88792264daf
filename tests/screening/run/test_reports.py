"""Reports are made with the pack that was screened with, whoever makes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import OTTAWA
from tests.screening.squad import TODAY, in_memory, judged_rows
from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.screening.run.press import Press
from triage.screening.run.report_files import Task, report_tasks
from triage.screening.run.reports import write_reports
from triage.store.packs import load_pack
from triage.store.templates import environment

pytest.importorskip("polars")


def _tasks(pack: Pack, count: int) -> list[Task]:
    level = Engine(pack).assess(Answers()).disposition.id
    return [
        Task(
            name=f"r-{n}.html",
            runner=f"R-{n}",
            date=TODAY,
            today=TODAY,
            answers={},
            disposition=level,
        )
        for n in range(count)
    ]


def test_workers_are_given_the_pack_and_never_read_it(tmp_path: Path) -> None:
    """With the folder of the pack gone, every worker still has the pack that was read once."""
    shutil.copytree(OTTAWA, tmp_path / "pack")
    pack = load_pack(tmp_path / "pack")
    shutil.rmtree(tmp_path / "pack")
    (tmp_path / "reports").mkdir()
    counts: list[int] = []
    write_reports(_tasks(pack, 4), tmp_path / "reports", pack, None, 2, counts.append)
    made = sorted((tmp_path / "reports").iterdir())
    assert [file.name for file in made] == [f"r-{n}.html" for n in range(4)]
    assert all(pack.digest[:12] in file.read_text(encoding="utf-8") for file in made)
    assert counts == [0, 1, 2, 3, 4]


def test_two_packs_in_one_process_do_not_mix(ottawa: Pack, back_pain: Pack) -> None:
    """Presses of two packs, used in turn, each print the fingerprint of their own pack."""
    presses = [(pack, Press(pack, environment("html"))) for pack in (ottawa, back_pain)]
    for pack, press in presses * 2:
        (task,) = _tasks(pack, 1)
        (report,) = [press.report(task).content]
        assert isinstance(report, bytes)
        assert [other.digest[:12].encode() in report for other, _ in presses] == [
            other is pack for other, _ in presses
        ]


def test_a_row_that_was_not_read_in_full_has_no_mild_report(back_pain: Pack) -> None:
    """A report does not say what could not be read, so only one that is urgent is made."""
    fainted = ("yes", "30", "fainted", "stray")
    roster = in_memory(
        back_pain,
        ("runner", "complaint", "age", "emergency_signs", ""),
        ("R-1", "yes", "30", "none"),
        ("R-2", "yes", "30", "none", "stray"),
        ("R-3", *fainted),
        ("", *fainted),
    )
    tasks = report_tasks(roster.entries(), judged_rows(roster), TODAY)
    assert [task.runner for task in tasks] == ["R-1", "R-3", "row 5"]


def test_a_report_that_contradicts_the_screening_is_not_made(ottawa: Pack) -> None:
    """A screening of another pack, or another day's rules, is noticed by its disposition."""
    (task,) = _tasks(ottawa, 1)
    levels = {"emergency", "self_care"} - {task.disposition}
    wrong = Task(
        name=task.name,
        runner=task.runner,
        date=task.date,
        today=task.today,
        answers={},
        disposition=levels.pop(),
    )
    with pytest.raises(EngineFault, match="two evaluators differ"):
        Press(ottawa, environment("html")).report(wrong)
