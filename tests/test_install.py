"""What people install: a wheel in an empty environment, run from anywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = ("setup.py", "setup.cfg", "pyproject.toml")
PARTS = ("triage", "rules", "reports", *SETTINGS, "README.md", "LICENSE")


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: what setuptools leaves in a checkout would be in the next wheel."""
    copy, folder = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for part in (ROOT / name for name in PARTS):
        (shutil.copytree if part.is_dir() else shutil.copy)(part, copy / part.name)
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, copy, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_packs_and_templates(wheel: Path) -> None:
    """Rules and templates travel inside the package."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "triage/shipped_rules/runner_back_pain/pack.yaml" in names
    assert "triage/shipped_templates/report.html.j2" in names
    assert "triage/shipped_templates/faults.toml" in names


def test_the_wheel_holds_templates_compiled_but_no_modules(wheel: Path) -> None:
    """The first report need not compile them; our modules are compiled by who installs them."""
    names = [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name]
    assert {name.rpartition("/")[0] for name in names} == {"triage/shipped_templates/__pycache__"}
    templates = list((ROOT / "reports" / "templates").rglob("*.j2"))
    assert len(names) == 2 * len(templates)  # escaped and plain


def test_the_wheel_holds_its_licence(wheel: Path) -> None:
    """The licence travels with the software, word for word."""
    files = zipfile.ZipFile(wheel)
    (found,) = [name for name in files.namelist() if name.endswith("/LICENSE")]
    assert ".dist-info/" in found
    assert files.read(found) == (ROOT / "LICENSE").read_bytes()


@pytest.mark.slow
def test_an_installed_wheel_assesses_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """In an empty virtual environment and a strange folder, a sheet becomes a report."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "sheet.yaml").write_text("answers: {emergency_signs: [fainted]}\n")
    out = run(environment / "bin" / "triage", "assess", "sheet.yaml", "--json", cwd=elsewhere)
    assert json.loads(out)["disposition"]["id"] == "emergency"
    (cache,) = environment.glob("lib/*/site-packages/triage/shipped_templates/__pycache__")
    compiled = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    html = run(environment / "bin" / "triage", "assess", "sheet.yaml", "-f", "html", cwd=elsewhere)
    assert html.lower().startswith("<!doctype html>")
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == compiled
    missing = subprocess.run(
        [environment / "bin" / "triage", "assess", "nowhere.yaml"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert missing.stderr.startswith("nowhere.yaml: there is no such file")


def test_an_editable_install_assesses_from_any_folder(tmp_path: Path) -> None:
    """This very environment is an editable install: it works from a strange folder too."""
    (tmp_path / "sheet.yaml").write_text("answers: {emergency_signs: [fainted]}\n")
    out = run(sys.executable, "-m", "triage", "assess", "sheet.yaml", "--json", cwd=tmp_path)
    assert json.loads(out)["pack"]["id"] == "runner_back_pain"
