"""Whatever key of a report is tampered with, in whatever way, the report is refused.

Who tampers gives the report a new digest too, so that nothing is refused for its digest alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.assurance.verify.reports import Report, is_rejected, report_of, sealed
from tests.assurance.verify.sweep import Key, Place, keys, places, tamperings
from tests.weighed import answered, weighed
from triage.assurance.verify import verify as checker
from triage.assurance.verify.replay import Replay
from triage.assurance.verify.verify import LEFT_ALONE, verify
from triage.engine.assess import Engine
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import load_sheet

ROOT = Path(__file__).parents[3]
OTTAWA = ROOT / "tests" / "packs" / "ottawa_ankle"
WRIST = ROOT / "rules" / "starter_wrist"
VIGNETTES = {
    "emergency": "dissect-47",
    "same_day": "foot-drop",
    "see_doctor": "EX-HOLD-PREGNANT.fires",
    "see_physio": "sciatica-noneuro",
    "self_care": "every-habit-lower.advice",
    "self_care so far": "NP-54M-HALF",
    "see_doctor so far": "LOPEZ-2017",
    "not sure": "not-sure-about-the-bladder",
    "not asked": "KENNY-2023",
}
NAMES = [*VIGNETTES, "tried", "empty"]
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
def shipped() -> tuple[Engine, dict[str, Sheet]]:
    """Return the engine of the shipped pack, and its vignettes."""
    engine = Engine(load_pack())
    return engine, {vignette.id: vignette.sheet for vignette in load_vignettes(engine.pack)}


@cache
def report(name: str) -> Report:
    """Return a report of the shipped pack: of a disposition, unfinished, unsure, with tries."""
    engine, sheets = shipped()
    if name == "empty":
        return report_of(engine, Answers())
    if name == "tried":
        lower = load_sheet(ROOT / "examples" / "lower_back.yaml", engine.pack)
        first = next(iter(report("self_care")["programme"]["offered"]))
        return report_of(engine, lower.answers, {first: False})
    sheet = sheets[VIGNETTES[name]]
    return report_of(engine, sheet.answers, sheet.tried, "R-07")


@cache
def weighing() -> tuple[Pack, dict[str, Report]]:
    """Return reports of a pack that weighs signs: with boxes dropped and advice for safety."""
    engine = Engine(weighed())
    man = answered(sex="male", age=Decimal(60), signs="fever milk tremor", night_pain="yes")
    signs = {"fever": "yes", "milk": "unsure"}
    half = answered(sex="male", signs=signs, thinner="unsure", grip="all_day")
    known = answered(sex="female", signs="milk", thinner="yes", grip="short")
    sheets = {"man": man, "half": half, "known": known}
    return weighed(), {name: report_of(engine, sheet) for name, sheet in sheets.items()}


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
    known: dict[tuple[object, ...], Replay] = {}

    def replay(pack: Pack, answers: Answers, tried: dict[str, bool]) -> Replay:
        key = pack.digest, answers, tuple(tried.items())
        if key not in known:
            known[key] = Replay(pack, answers, tried)
        return known[key]

    monkeypatch.setattr(checker, "Replay", replay)
    for name in (
        "answer_row",
        "finding_rows",
        "firing_row",
        "flag_rows",
        "safety_net_rows",
        "score_rows",
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


@pytest.mark.slow
def test_each_of_these_reports_is_accepted() -> None:
    """What is tampered with below follows, and is of every disposition."""
    pack, reports = shipped()[0].pack, [report(name) for name in NAMES]
    assert [verify(one, pack, "report.json") for one in reports] == [None] * len(NAMES)
    assert len({one["disposition"]["id"] for one in reports}) == 5


@pytest.mark.slow
def test_these_reports_have_every_key_of_the_schema() -> None:
    """No key is left out of the sweep because no report happens to have it."""
    reports = [*(report(name) for name in NAMES), *weighing()[1].values()]
    assert keys() - {key for one in reports for _, key in places(one)} == set()


@pytest.mark.parametrize(
    ("folder", "one_in"),
    [(OTTAWA, 1), (WRIST, 11), pytest.param(WRIST, 1, marks=pytest.mark.slow)],
    ids=["ottawa", "wrist, sampled", "wrist"],
)
def test_no_tampering_with_a_report_of_another_pack_is_accepted(folder: Path, one_in: int) -> None:
    """Places of every report, in every way: all of them, or a sample."""
    pack, reports = foreign(folder)
    for one in reports.values():
        assert verify(one, pack, "report.json") is None
        assert accepted(one, pack, [*places(one)][::one_in]) == []


@pytest.mark.parametrize("one_in", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_no_tampering_with_what_is_weighed_or_dropped_is_accepted(one_in: int) -> None:
    """Scores, dropped boxes and safety advice are derived anew, in every way: a sample, or all."""
    pack, reports = weighing()
    added = {"unless", "scores", "dropped"}
    for one in reports.values():
        assert verify(one, pack, "report.json") is None
        chosen = [*places(one)]
        new = [(place, key) for place, key in chosen if added & {*key}]
        assert accepted(one, pack, [*chosen[::one_in], *new]) == []


@pytest.mark.parametrize("name", ["self_care", "see_doctor so far"])
def test_no_tampering_with_a_report_of_the_shipped_pack_is_accepted(name: str) -> None:
    """A sample of the places; the slow test has every key."""
    sample = [*places(report(name))][::QUICK]
    assert accepted(report(name), shipped()[0].pack, sample) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_tampering_with_any_key_is_accepted(name: str) -> None:
    """Every key of the schema, in every way, in reports of every kind."""
    one_of_each = {key: place for place, key in places(report(name))}
    chosen = [(place, key) for key, place in one_of_each.items()]
    assert accepted(report(name), shipped()[0].pack, chosen) == []


def test_what_only_the_digest_covers_is_what_is_listed() -> None:
    """Of what is left alone, another value is accepted with a new digest, and not without."""
    pack, honest = shipped()[0].pack, report("see_doctor")
    others = {
        "software.version": {"software": {**honest["software"], "version": "9.9"}},
        "pack.is_stale": {"pack": {**honest["pack"], "is_stale": not honest["pack"]["is_stale"]}},
        "runner": {"runner": "R-08"},
        "date": {"date": "2026-11-21"},
        "changes": {"changes": honest["changes"][:1]},
    }
    assert {*others} == {*LEFT_ALONE} - {"drawings"}
    assert {".".join(key).removesuffix(".*") for key in ACCEPTED} == {*others}
    for other in others.values():
        tampered = {**honest, **other}
        fault = verify(tampered, pack, "report.json")
        assert fault is not None
        assert fault.what.startswith("digest is not")
        assert not is_rejected(sealed(tampered), pack)
