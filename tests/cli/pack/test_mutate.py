"""`triage pack mutate` as an author meets it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Triage
from tests.conftest import OTTAWA


def test_survivors_come_with_a_sheet(triage: Triage, tmp_path: Path) -> None:
    """The ankle pack has no vignettes, so edits survive, each with a sheet to run."""
    ran = triage("pack", "mutate", OTTAWA, "--rule", "CA-ROLLED-01", "--witness", "w", "--json")
    tree = json.loads(ran.out)
    assert ran.code == 0
    assert tree["schema"] == "triage-mutate/1"
    assert tree["survivors"]
    sheet = tmp_path / "w" / f"{tree['survivors'][0]['id'].replace('#', '.')}.yaml"
    assert triage("assess", sheet, "--pack", OTTAWA).code == 0


def test_strict_fails_below_the_targets(triage: Triage) -> None:
    """--strict exits with 4 and the page says that the targets are not met."""
    ran = triage("pack", "mutate", OTTAWA, "--rule", "RF-CHILD-01", "--strict")
    assert ran.code == 4
    assert "The targets are not met" in " ".join(ran.out.split())


def test_an_unknown_rule_gets_the_nearest_one(triage: Triage) -> None:
    """A misspelt rule exits with 2 and a suggestion."""
    ran = triage("pack", "mutate", OTTAWA, "--rule", "RF-CHILD-1")
    assert ran.code == 2
    assert "write 'RF-CHILD-01'" in ran.err
