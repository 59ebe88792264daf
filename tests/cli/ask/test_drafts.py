"""A draft is one person's answers: it is not taken for another's, and is reached by no link."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.ask.terminal import CALM, OTTAWA, Terminal
from triage.cli.errors import guarded
from triage.errors import AnswerFault, FileFault
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.store import drafts
from triage.store.drafts import load_draft, save_draft
from triage.store.sheets import load_sheet

ANNA = Sheet(answers=Answers({"danger": "no"}), runner="Anna")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `triage ask --no-input` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = guarded(["ask", "--no-input", "--pack", OTTAWA, *arguments])
        return code, *capsys.readouterr()

    return ran


def test_somebody_elses_draft_is_refused(tmp_path: Path, ottawa: Pack) -> None:
    """Nobody's name is put over the answers of another, and the message says what to do."""
    save_draft(tmp_path / "triage-draft.yaml", ANNA, ottawa)
    terminal = Terminal(tmp_path, "--plain", "--runner", "Bert")
    said = " ".join(terminal.end().split())
    assert "triage-draft.yaml: the draft holds the answers of 'Anna', not of 'Bert'" in said
    assert "leave --runner out; to answer as 'Bert', name another file with --draft" in said
    assert terminal.child.exitstatus == 3


def test_a_draft_that_cannot_be_continued_has_a_way_out(tmp_path: Path) -> None:
    """One begun with an earlier pack does not prevent a new interview."""
    draft = tmp_path / "triage-draft.yaml"
    draft.write_text("pack: {id: ottawa_ankle, version: 0.0.1}\nanswers: {}\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "--plain")
    said = " ".join(terminal.end().split())
    assert "filled in for a pack with version 0.0.1" in said
    assert "to start again, delete it, or name another file with --draft" in said
    assert terminal.child.exitstatus == 3
    assert draft.exists()


def test_a_draft_that_is_named_is_refused_for_another_runner(
    run: Run, tmp_path: Path, ottawa: Pack
) -> None:
    """`--resume` is no way around it; the runner's own name is."""
    save_draft(tmp_path / "draft.yaml", ANNA, ottawa)
    code, out, err = run("--resume", "draft.yaml", "--runner", "Bert")
    assert (code, out) == (3, "")
    assert "of 'Anna', not of 'Bert'" in err
    assert run("--resume", "draft.yaml", "--runner", "Anna", "-a", "danger=yes")[0] == 0


@pytest.mark.parametrize("runner", ["", " ", "a\nb" * 40, "x" * 81, "a\x1b[2J", "\u202eAnna"])
def test_a_runner_on_the_command_line_is_checked_as_on_a_sheet(runner: str, run: Run) -> None:
    """One short line of printable text."""
    code, out, err = run("--runner", runner, "-a", "danger=yes")
    assert (code, out) == (3, "")
    assert "--runner: 'runner' must be one short line of text" in err


def test_a_runner_is_written_as_a_sheet_would_have_it(run: Run, tmp_path: Path) -> None:
    """Spaces around and between are one space."""
    code, _, err = run("--runner", "  R  014 ", "-a", "danger=yes", "--save-answers", "kept.yaml")
    assert (code, err) == (0, "")
    assert "runner: R 014" in (tmp_path / "kept.yaml").read_text(encoding="utf-8")


def test_a_draft_is_for_its_owner_alone(tmp_path: Path, ottawa: Pack) -> None:
    """Whatever its mode was, and it comes back as it was saved."""
    draft = tmp_path / "draft.yaml"
    draft.touch(0o666)
    save_draft(draft, ANNA, ottawa)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    found = load_draft(draft, ottawa)
    assert (found.sheet.runner, found.sheet.answers) == (ANNA.runner, ANNA.answers)
    assert found.saved.date() == date.fromtimestamp(draft.stat().st_mtime)


@pytest.mark.parametrize("target", ["own.yaml", "nowhere.yaml"])
def test_a_link_is_neither_read_nor_written(target: str, tmp_path: Path, ottawa: Pack) -> None:
    """A link that somebody left where a draft goes leads to no file of the user's."""
    save_draft(tmp_path / "own.yaml", ANNA, ottawa)
    before = (tmp_path / "own.yaml").read_bytes()
    link = tmp_path / "triage-draft.yaml"
    link.symlink_to(target)
    with pytest.raises(FileFault, match="never read or written through a link"):
        load_draft(link, ottawa)
    with pytest.raises(FileFault, match="never read or written through a link"):
        save_draft(link, Sheet(answers=Answers()), ottawa)
    assert (tmp_path / "own.yaml").read_bytes() == before
    assert not (tmp_path / "nowhere.yaml").exists()


def test_a_link_that_is_put_there_in_between_is_not_followed(
    tmp_path: Path, ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check comes first; opening and writing do not follow a link either."""
    save_draft(tmp_path / "own.yaml", ANNA, ottawa)
    before = (tmp_path / "own.yaml").read_bytes()
    link = tmp_path / "triage-draft.yaml"
    link.symlink_to("own.yaml")
    monkeypatch.setattr(drafts, "_refuse_link", str)
    with pytest.raises(FileFault):
        load_draft(link, ottawa)
    save_draft(link, Sheet(answers=Answers()), ottawa)
    assert (tmp_path / "own.yaml").read_bytes() == before
    assert not link.is_symlink()


def test_a_draft_of_another_user_or_no_file_is_refused(
    tmp_path: Path, ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe is not waited for, and answers that another user planted are not offered."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileFault, match="a pipe, socket or device"):
        load_draft(tmp_path / "pipe", ottawa)
    save_draft(tmp_path / "draft.yaml", ANNA, ottawa)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(FileFault, match="belongs to another user"):
        load_draft(tmp_path / "draft.yaml", ottawa)


def test_a_report_is_not_continued_as_a_draft(run: Run, tmp_path: Path, ottawa: Pack) -> None:
    """A draft is written over with each answer, and a report must not be."""
    assert run("-a", "danger=yes", "-o", "report.json")[0] == 0
    with pytest.raises(AnswerFault, match="this is a report, not a draft"):
        load_draft(tmp_path / "report.json", ottawa)


@pytest.mark.parametrize("name", ["kept.yaml", "kept.json"])
def test_answers_can_be_kept(name: str, run: Run, tmp_path: Path, ottawa: Pack) -> None:
    """They are a sheet that every other command reads, for its owner alone."""
    assert run("-a", "danger=yes", "--runner", "Anna", "--save-answers", name)[0] == 0
    kept = load_sheet(tmp_path / name, ottawa)
    assert (kept.runner, kept.answers.given) == ("Anna", {"danger": "yes"})
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert guarded(["why", name, "--pack", OTTAWA]) == 0


@pytest.mark.parametrize("other", ["-o", "--draft"])
def test_kept_answers_need_a_file_of_their_own(other: str, run: Run) -> None:
    """The draft is deleted at the end, and the report would be lost."""
    code, _, err = run("-a", "danger=yes", "--save-answers", "one.yaml", other, "./one.yaml")
    assert code == 2
    assert "--save-answers needs a file of its own" in err


def test_keeping_the_answers_is_offered_and_writes_over_nothing(
    tmp_path: Path, ottawa: Pack
) -> None:
    """The name of a file that is there is asked for again; the draft is gone either way."""
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer_all(CALM)
    terminal.child.sendline("")
    terminal.expect("Keep your answers")
    terminal.expect("File: ")
    terminal.child.sendline("there.yaml")
    terminal.expect("There is already a file there.yaml.")
    terminal.expect("File: ")
    terminal.child.sendline("Kept.yaml")
    terminal.expect("Your answers are in Kept.yaml.")
    terminal.end()
    assert len(load_sheet(tmp_path / "Kept.yaml", ottawa).answers) == len(CALM)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Kept.yaml", "there.yaml"]


def test_a_sheet_of_ones_own_that_is_continued_is_kept_anyway(tmp_path: Path) -> None:
    """Nothing is offered: the answers are in that sheet."""
    (tmp_path / "sheet.yaml").write_text("answers: {danger: yes}\n", encoding="utf-8")
    terminal = Terminal(tmp_path, "--plain", "--resume", "sheet.yaml")
    terminal.expect("see your advice")
    terminal.child.sendline("")
    assert "Keep your answers" not in terminal.end()
