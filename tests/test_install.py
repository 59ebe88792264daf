"""What people install: a wheel in an empty environment, run from anywhere."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import venv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # builds a wheel

ROOT = Path(__file__).parents[1]
SETTINGS = ("setup.cfg", "pyproject.toml")
PARTS = ("triage", "rules", "reports", "docs", *SETTINGS, "README.md", "LICENSE")


READ_A_PACK = """
import sys
from triage.store.packs import default_pack
where = default_pack().rules[0].where.file
print(where[: where.index("shipped_rules") + 13])
print("read" if "triage.knowledge.pack.build" in sys.modules else "compiled")
"""

ASSESS = f"""
import sys
sys.path.insert(0, sys.argv[1])
from triage.cli.errors import guarded
guarded(["assess", "sheet.yaml", "-f", "html"])
{READ_A_PACK}
"""


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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


def test_the_wheel_holds_a_schema_for_each_file_of_a_pack(wheel: Path) -> None:
    """An editor can complete and check a pack wherever the software is installed."""
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "docs" / "schema").glob("*.json"):
        assert f"triage/shipped_schemas/{path.name}" in names


def test_the_wheel_holds_templates_and_the_pack_compiled_but_no_modules(wheel: Path) -> None:
    """The first report need not compile them; our modules are compiled by who installs them."""
    names = [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name]
    folders = Counter(name.rpartition("/")[0] for name in names)
    templates = list((ROOT / "reports" / "templates").rglob("*.j2"))
    assert folders == {
        "triage/shipped_templates/__pycache__": 2 * len(templates),  # escaped and plain
        "triage/shipped_rules/runner_back_pain/__pycache__": 1,
    }


def test_the_wheel_holds_its_licence(wheel: Path) -> None:
    """The licence travels with the software, word for word."""
    files = zipfile.ZipFile(wheel)
    (found,) = [name for name in files.namelist() if name.endswith("/LICENSE")]
    assert ".dist-info/" in found
    assert files.read(found) == (ROOT / "LICENSE").read_bytes()


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
    (package,) = environment.glob("lib/*/site-packages/triage")
    before = contents(package / "shipped_rules") | contents(package / "shipped_templates")
    html = run(environment / "bin" / "triage", "assess", "sheet.yaml", "-f", "html", cwd=elsewhere)
    assert html.lower().startswith("<!doctype html>")
    assert contents(package / "shipped_rules") | contents(package / "shipped_templates") == before
    out = run(python, "-c", READ_A_PACK, cwd=elsewhere)
    assert out.split() == [str(package / "shipped_rules"), "compiled"]
    missing = subprocess.run(
        [environment / "bin" / "triage", "assess", "nowhere.yaml"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert missing.stderr.startswith("nowhere.yaml: there is no such file")


def test_an_installation_that_cannot_be_written_assesses(wheel: Path, tmp_path: Path) -> None:
    """As in a container, or where another user installed it: nothing is written or missed."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    before = contents(site)
    (tmp_path / "sheet.yaml").write_text("answers: {emergency_signs: [fainted]}\n")
    folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        out = run(sys.executable, "-B", "-c", ASSESS, site, cwd=tmp_path)
    finally:
        for folder in folders:
            folder.chmod(stat.S_IRWXU)
    assert out.lower().startswith("<!doctype html>")
    assert out.split()[-2:] == [str(site / "triage" / "shipped_rules"), "compiled"]
    assert contents(site) == before


def test_an_editable_install_assesses_from_any_folder(tmp_path: Path) -> None:
    """This very environment is an editable install: it works from a strange folder too."""
    (tmp_path / "sheet.yaml").write_text("answers: {emergency_signs: [fainted]}\n")
    out = run(sys.executable, "-m", "triage", "assess", "sheet.yaml", "--json", cwd=tmp_path)
    assert json.loads(out)["pack"]["id"] == "runner_back_pain"
