"""What is installed in CI is what the lock file names, no more and no other."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def _locked() -> dict[str, tuple[str, int]]:
    """Each library of the lock file: its version, and how many hashes it may have."""
    text = (ROOT / ".ci/lock.txt").read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"\n(?=[A-Za-z])", text):
        name, version = re.match(r"([\w.-]+)==([\w.]+)", block).groups()  # type: ignore[union-attr]  # every block begins so
        found[canonicalize_name(name)] = (version, block.count("--hash=sha256:"))
    return found


def _wanted() -> list[Requirement]:
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = settings["options.extras_require"].values()
    lines = "\n".join([settings["options"]["install_requires"], *extras]).splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("%", "#"))]


@pytest.mark.parametrize("wanted", _wanted(), ids=lambda wanted: wanted.name)
def test_the_lock_file_has_every_library_at_a_version_that_setup_cfg_allows(
    wanted: Requirement,
) -> None:
    """After a change of setup.cfg, `make lock` writes the file again."""
    version, _ = _locked()[canonicalize_name(wanted.name)]
    assert wanted.specifier.contains(version)


def test_every_library_of_the_lock_file_has_hashes() -> None:
    """A file that was changed where it is kept would be refused."""
    assert not [name for name, (_, hashes) in _locked().items() if not hashes]
    assert len(_locked()) > 50
