"""Whatever key of a report is tampered with, in whatever way, the report is refused.

Who tampers gives the report a new digest too, so that nothing is refused for its digest alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.assurance.verify.reports import Report, is_rejected, report_of, sealed
from tests.assurance.verify.sweep import Key, Place, keys, places, tamperings
from triage.assurance.verify import verify as checker
from triage.assurance.verify.verify import LEFT_ALONE, verify
from triage.engine.assess import Engine
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import load_sheet

ROOT = Path(__file__).parents[3]
WRIST = ROOT / "rules" / "starter_wrist"
VIGNETTES = {
    "emergency": "FD-URGENT-01.clause-2",
    "same_day": "FD-URGENT-01.clause-14",
    "see_doctor": "AD-PREGNANT.fires",
    "see_physio": "RF-ARM-04.clause-2",
    "self_care": "every-habit-lower.advice",
    "self_care so far": "NP-54M-HALF",
    "see_doctor so far": "LOPEZ-2017",
    "not sure": "RF-AAA-04.not-sure",
    "not asked": "RF-MULTI-01.not-asked",
}
QUICK = 97  # of the places of a report of the shipped pack, one in so many

ACCEPTED: dict[Key, set[str]] = {
    ("software", "version"): {"altered"},
    ("pack", "is_stale"): {"altered"},
    ("runner",): {"altered", "nulled"},
    ("date",): set(),  # another day: see below
    ("changes",): {"altered", "swapped", "reordered"},  # to none; among those alike
    ("changes", "*"): {"deleted"},
}
"""What is not refused, as LEFT_ALONE says, if only the digest is right."""


@cache
def shipped() -> tuple[Engine, dict[str, Report]]:
    """Return reports of the shipped pack: of every disposition, unfinished, unsure, with tries."""
    engine = Engine(load_pack())
    sheets = {vignette.id: vignette.sheet for vignette in load_vignettes(engine.pack)}
    reports = {
        name: report_of(engine, sheets[id].answers, sheets[id].tried, "R-07")
        for name, id in VIGNETTES.items()
    }
    lower = load_sheet(ROOT / "examples" / "lower_back.yaml", engine.pack)
    first = next(iter(reports["self_care"]["programme"]["offered"]))
    reports["tried"] = report_of(engine, lower.answers, {first: False})
    reports["empty"] = report_of(engine, Answers())
    return engine, reports


def foreign(folder: Path) -> tuple[Pack, dict[str, Report]]:
    """Return reports of another pack: of its vignettes, of each disposition one."""
    engine = Engine(load_pack(folder))
    found = {"empty": report_of(engine, Answers())}
    for vignette in load_vignettes(engine.pack, folder):
        report = report_of(engine, vignette.sheet.answers, vignette.sheet.tried)
        found.setdefault(f"{report['disposition']['id']} {report['is_complete']}", report)
    return engine.pack, found


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive once what follows from the same sheet, so that all of a report can be swept."""
    known: dict[tuple[object, ...], checker.Replay] = {}

    def replay(pack: Pack, answers: Answers, tried: dict[str, bool]) -> checker.Replay:
        key = pack.digest, answers, tuple(tried.items())
        if key not in known:
            known[key] = checker_replay(pack, answers, tried)
        return known[key]

    checker_replay = checker.Replay
    monkeypatch.setattr(checker, "Replay", replay)
    for name in (
        "answer_row",
        "finding_rows",
        "firing_row",
        "flag_rows",
        "safety_net_rows",
        "suspect_rows",
        "unasked",
        "unsettled",
    ):
        monkeypatch.setattr(checker, name, cache(getattr(checker, name)))


def accepted(
    report: Report, pack: Pack, chosen: Iterable[tuple[Place, Key]]
) -> list[tuple[Place, str]]:
    """Return every tampering with some places that is not refused, and should be."""
    return [
        (place, way)
        for place, key in chosen
        if key != ("digest",)
        for way, tampered in tamperings(report, place)
        if way not in ACCEPTED.get(key, ())
        and not is_rejected(sealed(tampered) if isinstance(tampered, dict) else tampered, pack)
    ]


def test_each_of_these_reports_is_accepted() -> None:
    """What is tampered with below follows, and is of every disposition."""
    engine, reports = shipped()
    assert {name: verify(report, engine.pack, name) for name, report in reports.items()} == (
        dict.fromkeys(reports)
    )
    assert len({report["disposition"]["id"] for report in reports.values()}) == 5


def test_these_reports_have_every_key_of_the_schema() -> None:
    """No key is left out of the sweep because no report happens to have it."""
    seen = {key for report in shipped()[1].values() for _, key in places(report)}
    assert keys() - seen == set()


@pytest.mark.parametrize("folder", [WRIST, ROOT / "tests/packs/ottawa_ankle"], ids=lambda f: f.name)
def test_no_tampering_with_a_report_of_another_pack_is_accepted(folder: Path) -> None:
    """Every place of every report, in every way."""
    pack, reports = foreign(folder)
    for report in reports.values():
        assert accepted(report, pack, places(report)) == []


@pytest.mark.parametrize("name", ["self_care", "see_doctor so far"])
def test_no_tampering_with_a_report_of_the_shipped_pack_is_accepted(name: str) -> None:
    """A sample of the places; the slow test has every key."""
    engine, reports = shipped()
    sample = [*places(reports[name])][::QUICK]
    assert accepted(reports[name], engine.pack, sample) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*VIGNETTES, "tried", "empty"])
def test_no_tampering_with_any_key_is_accepted(name: str) -> None:
    """Every key of the schema, in every way, in reports of every kind."""
    engine, reports = shipped()
    one_of_each = {key: place for place, key in places(reports[name])}
    chosen = [(place, key) for key, place in one_of_each.items()]
    assert accepted(reports[name], engine.pack, chosen) == []


def test_what_only_the_digest_covers_is_what_is_listed() -> None:
    """Of the keys that are left alone, another value is accepted with a new digest, not without."""
    engine, reports = shipped()
    report = reports["see_doctor"]
    others = {
        "software.version": ("software", "version", "9.9"),
        "pack.is_stale": ("pack", "is_stale", not report["pack"]["is_stale"]),
        "runner": ("runner", "R-08"),
        "date": ("date", "2026-11-21"),
        "changes": ("changes", report["changes"][:1]),
    }
    assert {*others} == {*LEFT_ALONE} - {"drawings"}
    assert {".".join(key).removesuffix(".*") for key in ACCEPTED} == {*others}
    for *steps, last, value in others.values():
        tampered = (
            {**report, steps[0]: {**report[steps[0]], last: value}}
            if steps
            else {**report, last: value}
        )
        fault = verify(tampered, engine.pack, "report.json")
        assert fault is not None
        assert fault.what.startswith("digest is not")
        assert not is_rejected(sealed(tampered), engine.pack)
