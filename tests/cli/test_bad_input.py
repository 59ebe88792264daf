"""Bad input: one message that lists every fault, the right exit code, never a traceback."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, ROOT, Ran, Triage
from triage import errors
from triage.errors import worded

GOLDEN = Path(__file__).parent / "bad"
SHEETS = sorted(path.name for path in GOLDEN.glob("*.yaml"))


def golden(ran: Ran, expected: Path, folder: Path) -> None:
    """Hold a message to the golden file beside its input; RENEW_GOLDEN=1 writes it anew."""
    said = f"exit {ran.code}\n{ran.err}".replace(f"{folder}/", "")
    if os.environ.get("RENEW_GOLDEN"):
        expected.write_text(said)
    assert "Traceback" not in said
    assert ran.out == ""
    assert said == expected.read_text()


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_sheet_gets_one_clear_message(triage: Triage, tmp_path: Path, name: str) -> None:
    """Each sheet in bad/ gives the message in the file beside it."""
    shutil.copy(GOLDEN / name, tmp_path / name)
    golden(triage("assess", name), GOLDEN / f"{name}.expected", tmp_path)


def test_a_binary_file_is_named_as_such(triage: Triage, tmp_path: Path) -> None:
    """A picture is not an answer sheet."""
    (tmp_path / "photo.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    golden(triage("assess", "photo.yaml"), GOLDEN / "binary.expected", tmp_path)


def test_text_with_nul_bytes_is_binary_too(triage: Triage, tmp_path: Path) -> None:
    """A NUL byte in UTF-8 text is refused."""
    (tmp_path / "nul.yaml").write_bytes(b"answers: {}\x00\n")
    golden(triage("assess", "nul.yaml"), GOLDEN / "nul.expected", tmp_path)


def test_a_50_mb_file_is_refused_by_its_size(triage: Triage, tmp_path: Path) -> None:
    """A huge file is not read whole before it is refused."""
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    golden(triage("assess", "huge.yaml"), GOLDEN / "huge.expected", tmp_path)


def test_a_missing_sheet_is_file_trouble(triage: Triage, tmp_path: Path) -> None:
    """A sheet that is not there exits with 5."""
    golden(triage("assess", "nowhere.yaml"), GOLDEN / "missing.expected", tmp_path)


def test_a_missing_pack_is_file_trouble(triage: Triage, tmp_path: Path) -> None:
    """A pack that is not there exits with 5."""
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "--pack", "no_pack")
    golden(ran, GOLDEN / "missing_pack.expected", tmp_path)


def test_a_folder_where_a_report_should_go_is_named(triage: Triage, tmp_path: Path) -> None:
    """An output that cannot be written exits with 5 and leaves nothing half-written."""
    (tmp_path / "taken.html").mkdir()
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "-o", "taken.html")
    golden(ran, GOLDEN / "unwritable.expected", tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "taken.html"]


def test_a_full_disk_is_reported_and_leaves_the_old_report(triage: Triage) -> None:
    """A device that takes no bytes is named; nothing is half-written."""
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "-o", "/dev/full/report.html")
    assert ran.code == 5
    assert "cannot be written" in ran.err


def test_a_pack_with_many_faults_lists_them_all(triage: Triage, tmp_path: Path) -> None:
    """Every fault of every file of a pack comes in one run, and the exit code is 4."""
    shutil.copytree(ROOT / "tests/packs/ottawa_ankle", tmp_path / "pack")
    questions = tmp_path / "pack/questions.yaml"
    text = questions.read_text()
    questions.write_text(
        text.replace("type: yes_no", "type: yesno").replace("unit: years", "unti: years")
    )
    flags = tmp_path / "pack/red_flags.yaml"
    flags.write_text(
        flags.read_text()
        .replace("disposition: same_day", "disposition: today")
        .replace("STIELL1994", "STIEL")
    )
    golden(triage("pack", "check", "pack"), GOLDEN / "many_pack_faults.expected", tmp_path)


def test_a_mistake_in_a_template_sends_the_runner_to_seek_advice(
    triage: Triage, tmp_path: Path
) -> None:
    """When a report cannot be shown, no mild result is shown; the mistake has its place."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "report.md.j2").write_text("{{ 1 / 0 }}")
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "--templates", folder)
    assert ran.code == 4
    assert ran.out == ""
    assert "report.md.j2:1: the template has a mistake here: ZeroDivisionError" in ran.err
    assert "Do not take this as good news" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "words", [None, "could_not_assess = ", "stopped = 'Stopped.'", "could_not_assess = '{error}'"]
)
def test_with_its_words_gone_a_failure_is_still_no_good_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str | None
) -> None:
    """With a file of words that is missing, broken or incomplete, the advice is still shown."""
    asked = "Ask a doctor."
    assert "Do not take this as good news" in worded("could_not_assess", what_to_do=asked)
    if words is not None:
        (tmp_path / "faults.toml").write_text(words)
    monkeypatch.setattr(errors, "templates_folder", lambda: tmp_path)
    said = worded("could_not_assess", what_to_do=asked)
    assert said == f"{errors.LAST_RESORT}\n{asked}"
    assert worded("could_not_assess", what_to_do=worded("what_to_do")) == errors.LAST_RESORT
    assert "there is no such file" in worded("fault", what="there is no such file")


def test_debug_shows_what_went_wrong_inside(triage: Triage, tmp_path: Path) -> None:
    """--debug adds the traceback for the people who fix it."""
    ran = triage("--debug", "assess", tmp_path / "nowhere.yaml")
    assert ran.code == 5
    assert "Traceback" in ran.err
