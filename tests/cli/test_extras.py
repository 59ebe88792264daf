"""What is not installed is named, with the line that installs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
SHEET = str(TOP / "examples/lower_back.yaml")
DAY = ("--today", "2026-11-22")
WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from triage.__main__ import run; run()"


@pytest.mark.parametrize(
    ("library", "extra", "command"),
    [
        ("weasyprint", "pdf", ("assess", SHEET, "-f", "pdf", "-o", "report.pdf")),
        ("icalendar", "calendar", ("calendar", SHEET)),
        ("z3", "assure", ("pack", "prove")),
    ],
)
def test_a_missing_extra_is_named(
    library: str, extra: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    """One message, how to install it, no traceback, and nothing half-written."""
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT, library, *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"runner-triage[{extra}]" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode not in (0, 70)
    assert not result.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 4)])
def test_a_pack_is_checked_without_the_measure_of_readability(
    strict: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    """All else is checked, and what was left out is a remark, which fails a strict check."""
    pack = str(TOP / "rules/starter_wrist")
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT, "textstat", "pack", "check", pack, *strict, *DAY],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == code
    assert result.stdout.startswith("left out: starter_wrist: ")
    assert "runner-triage[readability]" in result.stdout
    assert "1 remarks" in result.stdout
