"""Docs cannot say anything but what is so."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from triage.errors import TriageError

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _generator() -> ModuleType:
    sys.path.insert(0, str(DOCS))  # as when the script is run
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_generated_page_is_what_would_be_written_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`make docs` would change nothing. The scoreboard, which takes long, is tried below."""
    generator, scoreboard = _generator(), (DOCS / "scoreboard.md").read_text(encoding="utf-8")
    monkeypatch.setattr(generator, "scoreboard_page", lambda: scoreboard)
    for name, text in generator.pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name} is out of date"


@pytest.mark.slow
def test_the_scoreboard_is_what_would_be_written_now() -> None:
    """`make docs` would change nothing in what the stories make of the pack either."""
    assert (DOCS / "scoreboard.md").read_text(encoding="utf-8") == _generator().scoreboard_page()


def test_every_exit_code_is_documented() -> None:
    """Each error's exit code stands in the table of docs/cli.md."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    raised = {error.exit_code for error in TriageError.__subclasses__()}
    assert raised | {0, 2, 10, 70, 130} == documented


@pytest.mark.parametrize("sheet", ["lower_back", "upper_back", "red_flag"])
def test_a_json_report_fits_its_schema(sheet: str) -> None:
    """The JSON of every example is what docs/schema/report.schema.json promises."""
    command = [sys.executable, "-m", "triage", "assess", f"examples/{sheet}.yaml", "--json"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    schema = json.loads((DOCS / "schema/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(out), schema)


def test_every_link_in_the_docs_leads_somewhere() -> None:
    """Relative links of README and docs name files that are there."""
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_dependency_has_a_reason_in_the_readme() -> None:
    """Each library that setup.cfg installs stands in the README's table."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = "\n".join(settings["options.extras_require"].values())
    listed_there = settings["options"]["install_requires"] + "\n" + extras
    wanted = set(re.findall(r"^([A-Za-z][A-Za-z0-9-]*)", listed_there, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([A-Za-z][A-Za-z0-9-]*)`", readme, re.MULTILINE))
    assert wanted == listed
