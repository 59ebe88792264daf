"""`triage verify` accepts what follows, and says where a report does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from triage.assurance.verify.verify import LEFT_ALONE
from triage.cli.errors import guarded

ROOT = Path(__file__).parents[2]
SHEETS = ("red_flag", "lower_back", "upper_back")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The JSON report of a runner with a red flag."""
    path = tmp_path / "report.json"
    assert guarded(["assess", str(ROOT / "examples/red_flag.yaml"), "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_report_of_an_example_is_accepted(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`triage assess` and then `triage verify` leaves with 0 and says what was checked."""
    path = tmp_path / "report.json"
    guarded(["assess", str(ROOT / f"examples/{sheet}.yaml"), "-o", str(path)])
    capsys.readouterr()
    assert guarded(["verify", str(path)]) == 0
    said = capsys.readouterr().out
    assert "follows from its answers and runner_back_pain" in said
    assert all(f"not checked: {key}: {why}" in said for key, why in LEFT_ALONE.items())


def test_a_report_that_was_calmed_is_refused(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lowered disposition: exit code 3, with what, where and how to fix it."""
    tree = json.loads(report.read_text(encoding="utf-8"))
    tree["disposition"]["id"] = "self_care"
    report.write_text(json.dumps(tree), encoding="utf-8")
    assert guarded(["verify", str(report)]) == 3
    message = capsys.readouterr().err
    assert message.startswith(f"{report}: disposition.")
    assert "'self_care'" in message
    assert "fix: do not rely on this report" in message


@pytest.mark.parametrize("text", ["", "not json", "[" * 100_000, "NaN", '"a report"'])
def test_what_is_not_a_report_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything but a report leaves with 3 and a message, never a traceback."""
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    assert guarded(["verify", str(path)]) == 3
    assert "fix:" in capsys.readouterr().err


def test_verifying_loads_no_inference_engine(report: Path) -> None:
    """What made a report has no part in verifying it."""
    code = (
        "import sys; from triage.cli.errors import guarded; "
        f"guarded(['verify', {str(report)!r}]); "
        "sys.exit(any(name.startswith(('experta', 'triage.engine')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
