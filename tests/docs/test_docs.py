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

from triage.assurance.verify.verify import LEFT_ALONE
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
    """`make docs` would change nothing in what the vignettes make of the pack either."""
    assert (DOCS / "scoreboard.md").read_text(encoding="utf-8") == _generator().scoreboard_page()


def test_every_exit_code_is_documented() -> None:
    """Each error's exit code is in the table of docs/cli.md."""
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


def test_what_verify_leaves_alone_is_documented_with_its_reason() -> None:
    """docs/json-report.md has a row for each key that is not compared."""
    page = (DOCS / "json-report.md").read_text(encoding="utf-8")
    for key, why in LEFT_ALONE.items():
        assert f"| `{key}` | {why} |" in page


def test_every_link_in_the_docs_leads_somewhere() -> None:
    """Relative links of README and docs name files that are there."""
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    """docs/dependencies.md has one row per library of setup.cfg, with nothing left empty."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = "\n".join(settings["options.extras_require"].values())
    listed_there = settings["options"]["install_requires"] + "\n" + extras
    wanted = re.findall(r"^([A-Za-z][A-Za-z0-9-]*)", listed_there, re.MULTILINE)
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Za-z][A-Za-z0-9-]*)` \|(.*)\|$", page, re.MULTILINE)
    assert sorted(wanted) == sorted(name for name, _ in rows)
    for name, rest in rows:
        *_, why, licence = (cell.strip() for cell in rest.split("|"))
        assert why, f"{name} has no reason"
        assert licence, f"{name} has no licence"


def test_every_library_is_listed_under_its_extra() -> None:
    """The extra in a row of docs/dependencies.md is the one that setup.cfg has the library in."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    for name, extra in re.findall(r"^\| `([^`]+)` \| `([a-z]+)` \|", page, re.MULTILINE):
        listed = settings["options.extras_require"][extra]
        assert re.search(rf"^{re.escape(name)}\b(?!-)", listed, re.MULTILINE), (name, extra)


PATH = re.compile(r"`((?:triage|rules|tests|docs|reports)/[\w./-]*)`")


@pytest.mark.parametrize(
    "page", ["README.md", "docs/README.md", "docs/contributing.md", "docs/architecture.md"]
)
def test_every_path_in_the_docs_exists(page: str) -> None:
    """What a page names in backticks, from the top of the repository, is there."""
    named = PATH.findall((ROOT / page).read_text(encoding="utf-8"))
    missing = sorted({path for path in named if not (ROOT / path).exists()})
    assert missing == []


def test_the_index_lists_every_page() -> None:
    """docs/README.md links to each page of docs/, so that none is hard to find."""
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    parts = {"README.md", "cli.head.md", "assurance.head.md"}
    pages = {page.name for page in DOCS.glob("*.md")} - parts
    assert pages <= set(re.findall(r"\]\(([^)#]+\.md)\)", index))
