"""How a pack does on published cases: counted, with the uncertainty of small numbers.

Terms are those of symptom-checker audits: *exact* is the expected disposition, *acceptable* any the
case's reviewers would accept, *under-triage* less urgent than every acceptable one, *over-triage*
more urgent than every one. *Safety of advice* and *inclination to over-triage* are as in Kopka and
Feufel, BMC Digit Health 2024, doi:10.1186/s44247-024-00096-7; for the first, any acceptable
disposition is right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from triage.assurance.trials.burden import burden_of
from triage.assurance.trials.share import Share
from triage.assurance.trials.trial import Trial
from triage.model.disposition import Disposition
from triage.model.pack import Pack

Found = tuple[Trial, Disposition]
"""A case, and the disposition that was found for it."""

HELD_OUT = "held_out"
MOST_INTERVIEWED = 20
"""Of each disposition, so many cases are interviewed, spread evenly: each takes half a second."""

BENIGN = "benign_routine"
_LEFT_ASIDE = "less detectability: low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One row of the scoreboard.

    `safe` are the cases whose disposition is at least as urgent as the least urgent acceptable one.
    `inclination` is, of those that are not exact, how many are more urgent than expected.
    """

    name: str
    exact: Share
    acceptable: Share
    under: Share
    over: Share
    safe: Share
    inclination: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Burdens:
    """The median and the most of what an interview demands where it ends in one disposition."""

    disposition: Disposition
    cases: int
    screens: tuple[float, int]
    boxes: tuple[float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An earlier version of the pack, and this one, on the cases that it was tried on."""

    version: str
    then: Score
    now: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreboard:
    """Everything counted over the published cases of a pack, judged as filled.

    The headline leaves aside cases of low detectability; cases that are held out have one of their
    own, and it comes first.
    """

    headline: tuple[Score, ...]
    total: Score
    rows: tuple[Score, ...]
    beside: tuple[Beside, ...]
    confusion: tuple[tuple[int, ...], ...]  # expected x found, most urgent first
    levels: tuple[Disposition, ...]
    misses: tuple[Trial, ...]
    looks_settled: tuple[Trial, ...]  # serious as stated, complete and below what is acceptable
    burdens: tuple[Burdens, ...]


def scoreboard(
    pack: Pack,
    trials: Sequence[Trial],
    earlier: Mapping[str, Mapping[str, Disposition]] | None = None,
) -> Scoreboard:
    """Count the published cases among the trials of a pack, beside what was found `earlier`."""
    cases = [trial for trial in trials if trial.vignette.published is not None]
    found = [(trial, trial.judged.disposition) for trial in cases]
    levels = tuple(sorted(Disposition, reverse=True))
    pairs = Counter((trial.vignette.expect.disposition, level) for trial, level in found)
    return Scoreboard(
        headline=tuple(_headline(found)),
        total=_score("all cases", found),
        rows=tuple(_rows(found)),
        beside=tuple(_beside(found, earlier or {})),
        confusion=tuple(tuple(pairs[expected, level] for level in levels) for expected in levels),
        levels=levels,
        misses=tuple(trial for trial, level in found if _verdict(trial, level) in _MISSED),
        looks_settled=tuple(trial for trial in cases if _looks_settled(trial)),
        burdens=tuple(_burdens(pack, cases)),
    )


def _headline(found: Sequence[Found]) -> Iterator[Score]:
    counted = [each for each in found if _published(each[0], "detectability") != "low"]
    held_out = [each for each in counted if _published(each[0], "seen") == HELD_OUT]
    known = [each for each in counted if _published(each[0], "seen") != HELD_OUT]
    for name, some in (("held out", held_out), ("known", known)):
        if some:
            yield _score(f"{name}, {_LEFT_ASIDE}", some)
            benign = [each for each in some if _published(each[0], "group") == BENIGN]
            yield _score(f"{name}, {_LEFT_ASIDE}, group: {BENIGN}", benign)


def _rows(found: Sequence[Found]) -> Iterator[Score]:
    for key in ("seen", "group", "detectability", "set", "quality"):
        for value in sorted({_published(trial, key) for trial, _ in found} - {""}):
            some = [each for each in found if _published(each[0], key) == value]
            yield _score(f"{key}: {value}", some)
    for level in sorted(Disposition, reverse=True):
        some = [each for each in found if each[0].vignette.expect.disposition is level]
        if some:
            yield _score(f"expected: {level.id}", some)


def _beside(
    found: Sequence[Found], earlier: Mapping[str, Mapping[str, Disposition]]
) -> Iterator[Beside]:
    for version, levels in earlier.items():
        some = [each for each in found if each[0].vignette.id in levels]
        then = [(trial, levels[trial.vignette.id]) for trial, _ in some]
        yield Beside(version=version, then=_score(version, then), now=_score("this version", some))


def _published(trial: Trial, key: str) -> str:
    return str(getattr(trial.vignette.published, key) or "")


_MISSED = ("under", "over")


def _verdict(trial: Trial, found: Disposition) -> str:
    expect = trial.vignette.expect
    allowed = {expect.disposition, *expect.acceptable}
    if found is expect.disposition:
        return "exact"
    if found in allowed:
        return "acceptable"
    return "under" if found < min(allowed) else "over" if found > max(allowed) else "acceptable"


def _score(name: str, found: Sequence[Found]) -> Score:
    verdicts = Counter(_verdict(trial, level) for trial, level in found)
    inexact = [
        (trial.vignette.expect.disposition, level)
        for trial, level in found
        if level is not trial.vignette.expect.disposition
    ]

    def share(*names: str) -> Share:
        return Share(sum(verdicts[n] for n in names), len(found))

    return Score(
        name=name,
        exact=share("exact"),
        acceptable=share("exact", "acceptable"),
        under=share("under"),
        over=share("over"),
        safe=share("exact", "acceptable", "over"),
        inclination=Share(sum(level > expected for expected, level in inexact), len(inexact)),
    )


def _looks_settled(trial: Trial) -> bool:
    expect = trial.vignette.expect
    is_serious = _published(trial, "group") == "serious"
    lowest = min({expect.disposition, *expect.acceptable})
    return is_serious and trial.stated.complete and trial.stated.disposition < lowest


def _burdens(pack: Pack, cases: Sequence[Trial]) -> Iterator[Burdens]:
    found = [(trial.judged.disposition, trial.vignette.sheet.answers) for trial in cases]
    for level in sorted({level for level, _ in found}, reverse=True):
        sheets = [answers for each, answers in found if each is level]
        spread = sheets[:: math.ceil(len(sheets) / MOST_INTERVIEWED)]
        some = [burden_of(pack, answers) for answers in spread]
        screens, boxes = [each.screens for each in some], [each.boxes for each in some]
        yield Burdens(
            disposition=level,
            cases=len(some),
            screens=(median(screens), max(screens)),
            boxes=(median(boxes), max(boxes)),
        )
