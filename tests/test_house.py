"""The house stays as it was drawn: settings name what exists, and no file outgrows its room."""

from __future__ import annotations

import configparser
import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 300
CODE = sorted((ROOT / "triage").rglob("*.py"))
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in CODE
}
# extras refer to each other as %(screen)s, which only setuptools resolves
SETTINGS = configparser.ConfigParser(interpolation=None)
SETTINGS.read(ROOT / "setup.cfg", encoding="utf-8")


def test_every_package_is_in_the_wheel() -> None:
    """A folder of code that setup.cfg does not list would be missing after an installation."""
    listed = set(SETTINGS["options"]["packages"].split()) - {
        "triage.shipped_rules",
        "triage.shipped_schemas",
        "triage.shipped_templates",
    }
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in CODE if path.name == "__init__.py"
    }
    assert listed == packages


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without __init__.py is left out of the import contracts without a word."""
    folders = {path.parent for path in CODE}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_file_outgrows_its_room() -> None:
    """A file of more than 300 lines is probably two."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    too_long = [f"{path.relative_to(ROOT)}: {n}" for path, n in lengths.items() if n > LONGEST]
    assert too_long == []


def test_settings_name_modules_that_exist() -> None:
    """A contract about a module that has moved would hold for nothing."""
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    named = {name.rstrip(".") for name in re.findall(r"\btriage(?:\.[a-z_*]+)+", text)}
    ours = named - {
        "triage.__version__",
        "triage.shipped_rules",
        "triage.shipped_schemas",
        "triage.shipped_templates",
    }
    missing = [
        name for name in sorted(ours - {"triage.__main__.run"}) if not _exists(name.strip("."))
    ]
    assert missing == []


def test_settings_name_files_that_exist() -> None:
    """Coverage and mutation leave out, or look at, files that are there."""
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    paths = set(re.findall(r"(?<![\w/.])(?:triage|tests|docs)/[\w/*.]+\b\*?", text))
    assert paths, "setup.cfg names files"
    assert [path for path in sorted(paths) if not any(ROOT.glob(path.rstrip(".")))] == []


def _exists(pattern: str) -> bool:
    return any(fnmatch(module, pattern.replace("**", "*")) for module in MODULES)
