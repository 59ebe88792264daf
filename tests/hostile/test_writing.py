"""Nothing that triage did not make is replaced, and nothing with answers is left behind."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES
from tests.conftest import OTTAWA
from triage.cli.errors import guarded
from triage.screening.run.work_folder import WorkFolder

pytest.importorskip("polars")

ROSTER = "runner,complaint\nR-1,no\nR-2,no\n"
SCREEN = ("screen", "roster.csv", "--today", "2026-11-24", "--pack", str(OTTAWA))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sheet and a roster, which is the working folder."""
    (tmp_path / "sheet.yaml").write_bytes((EXAMPLES / "lower_back.yaml").read_bytes())
    (tmp_path / "roster.csv").write_text(ROSTER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hidden(folder: Path) -> list[str]:
    """The names of what is hidden in a folder."""
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, and what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# -- what is read is not written over --------------------------------------------------------------


@pytest.mark.parametrize("make", [None, os.symlink, os.link])
@pytest.mark.parametrize(
    ("read", "arguments"),
    [
        ("sheet.yaml", ("assess", "sheet.yaml", "-o", "OUT")),
        ("sheet.yaml", ("calendar", "sheet.yaml", "-o", "OUT")),
        ("roster.csv", (*SCREEN, "-o", "week", "--clinician", "OUT")),
        ("roster.csv", (*SCREEN, "-o", "OUT", "--force")),
        ("roster.csv", (*SCREEN, "-o", "week", "--reports", "OUT", "--force")),
        ("sheet.yaml", (*SCREEN, "-o", "week", "--mapping", "sheet.yaml", "--clinician", "OUT")),
        ("mine", ("pack", "cover", "mine", "-o", "OUT/pack.yaml")),
        ("mine", (*SCREEN, "-o", "week", "--templates", "mine", "--clinician", "OUT/pack.yaml")),
        ("mine", (*SCREEN, "-o", "OUT", "--previous", "mine", "--force")),
    ],
)
def test_what_a_command_reads_is_not_written_over(
    read: str,
    arguments: tuple[str, ...],
    make: Callable[..., None] | None,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By its own name, through a link, or by a second name: refused, and nothing is changed."""
    (folder / "mine").mkdir()
    (folder / "mine/pack.yaml").write_text("id: mine\n")
    name = read
    if make is not None:
        if make is os.link and (folder / read).is_dir():
            pytest.skip("a folder has one name")
        name = "other-name"
        make(folder / read, folder / name)
    before = contents(folder)
    assert guarded([part.replace("OUT", name) for part in arguments]) == 2
    assert "would write over" in capsys.readouterr().err
    assert contents(folder) == before
    assert not hidden(folder)


def test_a_page_may_be_written_again_beside_the_pack_it_is_of(folder: Path) -> None:
    """The book of a pack can be kept, and renewed, in the folder of the pack."""
    guarded(["pack", "new", "mine"])
    for _ in range(2):
        assert guarded(["pack", "book", "mine", "-o", "mine/book.html"]) == 0
    assert (folder / "mine/book.html").stat().st_size > 1000


def test_corrected_rows_are_not_deleted_with_the_results_they_are_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A roster inside the folder that --force would replace is left where it is."""
    assert guarded([*SCREEN, "-o", "week"]) == 0
    (folder / "week/rejected.csv").write_text(ROSTER)
    capsys.readouterr()
    assert guarded(["screen", "week/rejected.csv", "-o", "week", "--force"]) == 2
    assert "week would write over week/rejected.csv" in capsys.readouterr().err
    assert (folder / "week/rejected.csv").read_text() == ROSTER


def test_an_empty_roster_does_not_replace_one_that_may_be_filled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking for the template a second time keeps the answers; --force says they can go."""
    assert guarded(["screen", "--template", "csv", "-o", "roster.csv"]) == 5
    assert "may be a roster that was filled in" in capsys.readouterr().err
    assert (folder / "roster.csv").read_text() == ROSTER
    assert guarded(["screen", "--template", "csv", "-o", "roster.csv", "--force"]) == 0
    assert (folder / "roster.csv").read_text() != ROSTER


# -- what triage did not make is not replaced ------------------------------------------------------


@pytest.mark.parametrize("option", ["-o", "--reports"])
def test_force_names_what_triage_did_not_make(
    option: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--force replaces results and reports only; what a desktop leaves there does not count."""
    others = [] if option == "-o" else ["-o", "other"]
    assert guarded([*SCREEN, *others, option, "week"]) == 0
    (folder / "week/.DS_Store").write_text("")
    assert guarded([*SCREEN, *others, option, "week", "--force"]) == 0
    (folder / "week/notes.txt").write_text("ring R-1")
    (folder / "week/photos").mkdir()
    capsys.readouterr()
    assert guarded([*SCREEN, *others, option, "week", "--force"]) == 5
    assert "what triage did not make: notes.txt, photos" in capsys.readouterr().err
    assert (folder / "week/notes.txt").read_text() == "ring R-1"
    assert not hidden(folder)


def test_force_replaces_results_of_a_version_that_did_not_list_its_files(folder: Path) -> None:
    """What such a version made is known by name."""
    assert guarded([*SCREEN, "-o", "week"]) == 0
    mark = folder / "week/screening.json"
    tree = json.loads(mark.read_text())
    del tree["files"]
    mark.write_text(json.dumps(tree))
    assert guarded([*SCREEN, "-o", "week", "--force"]) == 0


def test_a_folder_is_not_replaced_by_the_clinicians_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name of a folder is not taken for that of a file, and the folder stays."""
    (folder / "notes").mkdir()
    (folder / "notes/r-1.txt").write_text("seen on Monday")
    assert guarded([*SCREEN, "-o", "week", "--clinician", "notes"]) == 5
    assert "this is a folder, not a file" in capsys.readouterr().err
    assert (folder / "notes/r-1.txt").exists()
    assert not (folder / "week").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize(
    "arguments",
    [("assess", "sheet.yaml", "-o", "pipe"), (*SCREEN, "-o", "week", "--clinician", "pipe")],
)
def test_a_pipe_is_not_waited_for(
    arguments: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe or a device as an output is refused at once, and stays."""
    os.mkfifo(folder / "pipe")
    assert guarded(arguments) == 5
    assert "a pipe or a device" in capsys.readouterr().err
    assert (folder / "pipe").is_fifo()
    assert not (folder / "week").exists()


def test_what_appears_during_the_work_is_not_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that somebody made at the output meanwhile stays, and the work can be continued."""
    from triage.screening.run import screen as module

    def judge_all(*arguments: object) -> object:
        (folder / "week").mkdir()
        (folder / "week/notes.txt").write_text("mine")
        return real(*arguments)  # type: ignore[arg-type]

    real = module.judge_all
    monkeypatch.setattr(module, "judge_all", judge_all)
    assert guarded([*SCREEN, "-o", "week"]) == 5
    said = capsys.readouterr().err
    assert "something else is already here" in said
    assert f"The work so far is kept in {folder / '.week.unfinished'}. It holds answers." in said
    assert (folder / "week/notes.txt").read_text() == "mine"
    (folder / "week/notes.txt").unlink()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert guarded([*SCREEN, "-o", "week", "--resume"]) == 0
    assert not hidden(folder)


# -- the folder of the work ------------------------------------------------------------------------


def planted_link(place: Path, elsewhere: Path) -> None:
    """A link where the work would be done."""
    place.symlink_to(elsewhere)


def planted_files(place: Path, _: Path) -> None:
    """A folder with somebody's files, such as the work of another version."""
    place.mkdir(mode=0o700)
    (place / "work.json").write_text("{}")


def planted_open_folder(place: Path, _: Path) -> None:
    """A folder into which others could put batches."""
    place.mkdir()
    place.chmod(0o777)


def planted_file(place: Path, _: Path) -> None:
    """A file."""
    place.write_text("mine")


@pytest.mark.skipif(os.name == "nt", reason="folders have no such modes there")
@pytest.mark.parametrize("options", [(), ("--resume",), ("--force",)])
@pytest.mark.parametrize("hides", ["week", "trace.csv", "reports"])
@pytest.mark.parametrize("plant", [planted_link, planted_files, planted_open_folder, planted_file])
def test_a_planted_folder_is_refused_and_left_alone(
    plant: Callable[[Path, Path], None],
    hides: str,
    options: tuple[str, ...],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever is where the work would be done, unless we made it, is neither used nor deleted."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "000000.parquet").write_text("planted")
    plant(folder / f".{hides}.unfinished", elsewhere)
    before = contents(folder)
    outputs = ("-o", "week", "--clinician", "trace.csv", "--reports", "reports")
    assert guarded([*SCREEN, *outputs, *options]) == 5
    assert f".{hides}.unfinished" in capsys.readouterr().err
    assert contents(folder) == before
    assert hidden(folder) == [f".{hides}.unfinished"]


@pytest.mark.skipif(os.name == "nt", reason="folders have no such owners there")
def test_somebody_elses_folder_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a place where all may write, another user's folder does not become ours."""
    (folder / ".week.unfinished").mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert guarded([*SCREEN, "-o", "week"]) == 5
    assert "belongs to someone else" in capsys.readouterr().err
    assert hidden(folder) == [".week.unfinished"]


@pytest.mark.parametrize(
    ("taken", "options"),
    [("week", ()), ("week", ("--resume",)), ("trace.csv", ()), ("reports", ("--force",))],
)
def test_a_second_run_with_the_same_destination_is_refused(
    taken: str, options: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever destination two runs share, the second one ends at once and touches nothing."""
    first = WorkFolder(folder / taken, "the first run")
    first.take()
    first.begin(resume=False)
    (first.work / "answers").write_text("of the first run")
    outputs = ("-o", "week", "--clinician", "trace.csv", "--reports", "reports")
    assert guarded([*SCREEN, *outputs, *options]) == 5
    assert f"{taken}: another run is working on this" in capsys.readouterr().err
    assert (first.work / "answers").read_text() == "of the first run"
    assert hidden(folder) == [f".{taken}.unfinished"]
    first.delete()
    assert not hidden(folder)
    assert guarded([*SCREEN, *outputs, *options]) == 0


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff\xfe"])
def test_a_damaged_mark_is_not_taken_for_a_delivery(
    damage: bytes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --resume, results whose mark cannot be read are results that are in the way."""
    assert guarded([*SCREEN, "-o", "week"]) == 0
    (folder / "week/screening.json").write_bytes(damage)
    assert guarded([*SCREEN, "-o", "week", "--resume"]) == 5
    assert "earlier results are already here" in capsys.readouterr().err
    assert guarded([*SCREEN, "-o", "week", "--resume", "--force"]) == 0
    assert not hidden(folder)


def test_earlier_results_are_back_after_a_kill_between_two_renames(folder: Path) -> None:
    """Killed with the old results aside and the new ones not there yet, the old ones return."""
    assert guarded([*SCREEN, "-o", "week"]) == 0
    before = contents(folder / "week")
    killed = WorkFolder(folder / "week", "the killed run")
    killed.take()
    (folder / "week").rename(killed.path / "old")
    killed.release()
    assert guarded([*SCREEN, "-o", "week"]) == 5  # earlier results are here
    assert contents(folder / "week") == before
    assert not hidden(folder)


@pytest.mark.parametrize("asked", [SCREEN, (*SCREEN, "--previous", "nowhere")])
def test_neither_a_delivery_nor_a_refusal_leaves_anything_hidden(
    asked: tuple[str, ...], folder: Path
) -> None:
    """When the command is done, or refuses to begin, there is no folder with answers."""
    outputs = ("-o", "week", "--clinician", "trace.csv", "--reports", "reports")
    guarded([*asked, *outputs])
    guarded([*asked, *outputs])
    assert not hidden(folder)


def test_an_interrupted_run_says_where_its_answers_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C after a batch keeps the work, for its owner alone, and says how to continue it."""
    from triage.screening.run import screen as module

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "summary_of", stop)
    assert guarded([*SCREEN, "-o", "week"]) == 130
    said = capsys.readouterr().err
    assert f"kept in {folder / '.week.unfinished'}. It holds answers." in said
    assert "--resume" in said
    assert os.name == "nt" or (folder / ".week.unfinished").stat().st_mode & 0o077 == 0


# -- other file systems ----------------------------------------------------------------------------


def test_every_output_can_be_on_a_file_system_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made for a destination is made beside it, and only renamed there."""
    disks = [folder / name for name in "abc"]

    def on(path: object) -> list[bool]:
        return [Path(str(path)).is_relative_to(disk) for disk in disks]

    def refuse(source: object, target: object, **_: object) -> None:
        if on(source) != on(target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(str(source), str(target))

    rename = os.rename
    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, refuse)
    outputs = ("-o", "a/week", "--clinician", "b/trace.csv", "--reports", "c/reports")
    assert guarded([*SCREEN, *outputs]) == 0
    assert guarded([*SCREEN, *outputs, "--force"]) == 0
    assert all((folder / name).exists() for name in outputs[1::2])
    assert not any(map(hidden, disks))


# -- streams that end before the command does ------------------------------------------------------


def ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `triage` is the command."""
    triage = f'triage() {{ "{sys.executable}" -m triage "$@"; }}; set -o pipefail\n'
    return subprocess.run(
        ["bash", "-c", triage + command], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("triage assess sheet.yaml | head -1", 0, ""),
        ("triage assess sheet.yaml --exit-on self_care | head -1", 10, ""),
        ("triage assess sheet.yaml > /dev/full", 5, "No space left"),
        ("triage assess sheet.yaml >&-", 5, "could not be written"),
        ("triage assess sheet.yaml 2>&-", 0, ""),
        ("triage assess sheet.yaml >&- 2>&-", 5, ""),
        ("triage assess sheet.yaml -o report.html >&- 2>/dev/full", 0, ""),
        ("triage assess nowhere.yaml 2>/dev/full", 5, ""),
        ("triage --version > /dev/full", 5, "No space left"),
        ("triage ask <&-", 2, "needs a terminal"),
        ("triage screen roster.csv -o week >&-", 5, "could not be written"),
        ("triage pack hazards > /dev/full", 5, "No space left"),
    ],
)
def test_a_stream_that_ends_early_ends_no_command_with_a_traceback(
    command: str, code: int, said: str, folder: Path
) -> None:
    """The exit code is the right one, and whatever can still be said is said plainly."""
    done = ran(command, folder)
    assert done.returncode == code
    assert said in done.stderr
    assert said or not done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev there")
def test_a_closed_stream_does_not_give_its_number_to_a_file(folder: Path) -> None:
    """What is written to a closed stdout or stderr does not end up in a report."""
    done = ran("triage assess sheet.yaml -o report.json <&- >&- 2>&-", folder)
    assert done.returncode == 0
    assert json.loads((folder / "report.json").read_text())["runner"] == "R-014"


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
@pytest.mark.parametrize(
    "arguments", [("assess", "sheet.yaml"), ("screen", "--template", "csv"), ("pack", "hazards")]
)
def test_a_dash_is_stdout(
    arguments: tuple[str, ...], name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is made, least of all one that is called -."""
    before = contents(folder)
    assert guarded([*arguments, "-o", name]) == 0
    assert capsys.readouterr().out
    assert contents(folder) == before


@pytest.mark.parametrize("option", ["-o", "--clinician", "--reports"])
def test_what_cannot_go_to_stdout_is_refused_there(option: str, folder: Path) -> None:
    """A folder of results, and files with answers, need a place."""
    others = [] if option == "-o" else ["-o", "week"]
    assert guarded([*SCREEN, *others, option, "-"]) == 2
    assert not (folder / "-").exists()
    assert not (folder / "week").exists()
