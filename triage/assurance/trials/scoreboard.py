"""How a pack does on published cases: counted, with the uncertainty of small numbers.

Terms are those of symptom-checker audits: *exact* is the expected disposition, *acceptable* any the
case's reviewers would accept, *under-triage* less urgent than every acceptable one, *over-triage*
more urgent than every one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from triage.assurance.trials.trial import Trial, absent_answer, fill
from triage.interview.course import take
from triage.model.answers import UNSURE_ANSWER, Answer, Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Question

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its Wilson 95% interval (Wilson, J Am Stat Assoc 1927;22:209)."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent, 0 of nothing."""
        return 100 * self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and upper bound in percent; 0 and 100 of nothing."""
        if not self.of:
            return 0.0, 100.0
        n, p, z2 = self.of, self.count / self.of, Z_95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One row of the scoreboard."""

    name: str
    exact: Share
    acceptable: Share
    under: Share
    over: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """How many questions an interview asks of the cases that end in one disposition."""

    disposition: Disposition
    cases: int
    median: float
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreboard:
    """Everything counted over the published cases of a pack, judged as filled."""

    total: Score
    rows: tuple[Score, ...]
    confusion: tuple[tuple[int, ...], ...]  # expected x found, most urgent first
    levels: tuple[Disposition, ...]
    misses: tuple[Trial, ...]
    looks_settled: tuple[Trial, ...]  # serious as stated, complete and below what is acceptable
    screens: tuple[Screens, ...]


def scoreboard(pack: Pack, trials: Sequence[Trial]) -> Scoreboard:
    """Count the published cases among the trials of a pack."""
    cases = [trial for trial in trials if trial.vignette.published is not None]
    levels = tuple(sorted(Disposition, reverse=True))
    pairs = Counter((t.vignette.expect.disposition, t.judged.disposition) for t in cases)
    return Scoreboard(
        total=_score("all cases", cases),
        rows=tuple(_rows(cases)),
        confusion=tuple(tuple(pairs[expected, found] for found in levels) for expected in levels),
        levels=levels,
        misses=tuple(trial for trial in cases if _verdict(trial) in ("under", "over")),
        looks_settled=tuple(trial for trial in cases if _looks_settled(trial)),
        screens=tuple(_screens(pack, cases)),
    )


def _rows(cases: Sequence[Trial]) -> list[Score]:
    rows = []
    for key in ("group", "detectability", "set", "quality"):
        values = sorted({_published(trial, key) for trial in cases})
        for value in values:
            some = [trial for trial in cases if _published(trial, key) == value]
            rows.append(_score(f"{key}: {value}", some))
    without_low = [t for t in cases if _published(t, "detectability") != "low"]
    rows.append(_score("without detectability: low", without_low))
    return rows


def _published(trial: Trial, key: str) -> str:
    return str(getattr(trial.vignette.published, key))


def _verdict(trial: Trial) -> str:
    found, expect = trial.judged.disposition, trial.vignette.expect
    allowed = {expect.disposition, *expect.acceptable}
    if found is expect.disposition:
        return "exact"
    if found in allowed:
        return "acceptable"
    return "under" if found < min(allowed) else "over" if found > max(allowed) else "acceptable"


def _score(name: str, cases: Sequence[Trial]) -> Score:
    verdicts = Counter(_verdict(trial) for trial in cases)

    def share(*names: str) -> Share:
        return Share(sum(verdicts[n] for n in names), len(cases))

    return Score(
        name=name,
        exact=share("exact"),
        acceptable=share("exact", "acceptable"),
        under=share("under"),
        over=share("over"),
    )


def _looks_settled(trial: Trial) -> bool:
    expect = trial.vignette.expect
    is_serious = _published(trial, "group") == "serious"
    lowest = min({expect.disposition, *expect.acceptable})
    return is_serious and trial.stated.complete and trial.stated.disposition < lowest


def _screens(pack: Pack, cases: Sequence[Trial]) -> list[Screens]:
    counted: dict[Disposition, list[int]] = {}
    for trial in cases:
        asked = len(take(pack, replies(pack, trial.vignette.sheet.answers), Answers()))
        counted.setdefault(trial.judged.disposition, []).append(asked)
    return [
        Screens(disposition=level, cases=len(n), median=median(n), most=max(n))
        for level, n in sorted(counted.items(), reverse=True)
    ]


def replies(pack: Pack, answers: Answers) -> Callable[[Question], Answer]:
    """Return how someone with these answers replies: filled, and unsure where nothing is known."""
    filled = fill(pack, answers)

    def reply(question: Question) -> Answer:
        answer = absent_answer(question, filled.get(question.id))
        return UNSURE_ANSWER if answer is None else answer

    return reply
