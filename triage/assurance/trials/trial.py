"""Vignettes put to the engine: what came out, and where it is not what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from triage.assurance.trials.judge import Assessor, Judge
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import RedFlag
from triage.model.truth import SURE, Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette
from triage.programme.plan import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One vignette with what came of it, and every way in which that is not what was expected.

    A published case is assessed as `stated` and `filled`; its disposition is judged as filled.
    """

    vignette: Vignette
    stated: Assessment
    filled: Assessment | None
    misses: tuple[str, ...]

    @property
    def judged(self) -> Assessment:
        """The assessment whose disposition is compared with the expected one."""
        return self.filled or self.stated

    @property
    def is_met(self) -> bool:
        """Everything expected came true."""
        return not self.misses


def try_vignette(assessor: Assessor, vignette: Vignette) -> Trial:
    """Assess a vignette and compare what came out with what was expected."""
    return _trial(vignette, map(assessor.assess, _sheets(vignette, assessor.pack)))


def try_all(judge: Judge, vignettes: Sequence[Vignette]) -> list[Trial]:
    """Try many vignettes by the plain evaluator, much sooner than one by one."""
    sheets = [_sheets(vignette, judge.pack) for vignette in vignettes]
    found = judge.assess_all([answers for each in sheets for answers in each])
    return [_trial(vignette, found) for vignette in vignettes]


def _sheets(vignette: Vignette, pack: Pack) -> list[Answers]:
    """Return what is assessed of a vignette: its answers and, of a published case, filled too."""
    stated = vignette.sheet.answers
    return [stated] if vignette.published is None else [stated, fill(pack, stated)]


def _trial(vignette: Vignette, assessed: Iterator[Assessment]) -> Trial:
    """Return a trial of a vignette, from the next assessments, which are of its sheets."""
    stated, filled = next(assessed), None
    if vignette.published is not None:
        filled = next(assessed)
        misses = _published_misses(vignette, stated, filled)
    else:
        misses = _misses(vignette, stated)
    return Trial(vignette=vignette, stated=stated, filled=filled, misses=tuple(misses))


def bearing_on(trial: Trial) -> frozenset[str]:
    """Return the rules that a vignette bears on: those it fires, and those it names."""
    expect = trial.vignette.expect
    return trial.stated.fired | trial.judged.fired | {*expect.fires, *expect.silent}


def misses_of(vignette: Vignette, found: Assessment) -> tuple[str, ...]:
    """Return what an assessment misses of a vignette; of a published case, as filled."""
    if vignette.published is not None:
        return tuple(_filled_misses(vignette, found))
    return tuple(_misses(vignette, found))


def fill(pack: Pack, answers: Answers) -> Answers:
    """Answer "not there" to what bears on red flags and was not stated, as published studies do.

    Yes/no questions and boxes of a checklist become no; a choice or a number takes the answer the
    pack calls `absent`, and stays not asked where it names none.
    """
    bearing = frozenset[str]().union(
        *(dependencies_of(pack).questions[rule.id] for rule, _ in pack.concluding(RedFlag))
    )
    return completed(answers, pack, (q for q in pack.questions if q.id in bearing))


def completed(answers: Answers, pack: Pack, questions: Iterable[Question] | None = None) -> Answers:
    """Answer "not there" to what applies and is left open, where that has a name.

    It does so for these questions, or for all questions of the pack.
    """
    for question in pack.questions if questions is None else questions:
        is_gated = question.ask_when is not None
        if is_gated and Valuation(pack, answers).applies(question.id) is Truth.NO:
            continue
        answer = absent_answer(question, answers.get(question.id))
        if answer is not None:
            answers = answers.with_answer(question.id, answer)
    return answers


def absent_answer(question: Question, given: Answer | None) -> Answer | None:
    """Return what was given, with everything left open answered "not there"; None if that has
    no name.
    """
    if question.kind is Kind.CHECKLIST:
        boxes = dict(given.boxes) if isinstance(given, Ticks) else {}
        return Ticks(tuple((o, boxes.get(o, Tick.NO)) for o in question.option_ids))
    if given is not None:
        return given
    if question.kind is Kind.YES_NO:
        return "no"
    if question.absent is None:
        return None
    return Decimal(question.absent) if question.kind is Kind.NUMBER else question.absent


def _filled_misses(vignette: Vignette, filled: Assessment) -> list[str]:
    allowed = {vignette.expect.disposition, *vignette.expect.acceptable}
    if filled.disposition in allowed:
        return []
    wanted = ", ".join(d.id for d in sorted(allowed))
    return [f"filled: {filled.disposition.id}, acceptable: {wanted}"]


def _published_misses(vignette: Vignette, stated: Assessment, filled: Assessment) -> list[str]:
    allowed = {vignette.expect.disposition, *vignette.expect.acceptable}
    misses = _filled_misses(vignette, filled)
    is_serious = vignette.published is not None and vignette.published.group == "serious"
    if is_serious and stated.complete and stated.disposition < min(allowed):
        misses.append(f"as stated: looks settled at {stated.disposition.id}")
    return misses


def _misses(vignette: Vignette, found: Assessment) -> list[str]:
    expect = vignette.expect
    fired = found.fired
    grades = {result.cause: result.grade or "none" for result in found.causes}
    suspects = {
        flag.rule.then.suspect
        for flag in found.flags
        if flag.counts is not None and isinstance(flag.rule.then, RedFlag)
    }
    programme = plan(found, vignette.sheet.tried)
    offered = {choice.exercise.id for choice in programme.offered}
    misses = []
    if found.disposition not in {expect.disposition, *expect.acceptable}:
        misses.append(f"disposition {found.disposition.id}, expected {expect.disposition.id}")
    if expect.complete is not None and found.complete != expect.complete:
        misses.append(f"{'complete' if found.complete else 'incomplete'}, expected the other")
    misses += [f"{rule} did not fire" for rule in expect.fires if rule not in fired]
    misses += [f"{rule} fired" for rule in expect.silent if rule in fired]
    misses += [f"{suspect} is not raised" for suspect in expect.suspects if suspect not in suspects]
    misses += [
        f"{cause} is {grades[cause]}, expected {grade}"
        for cause, grade in expect.causes.items()
        if grades[cause] != grade
    ]
    misses += [f"{e} is not offered" for e in expect.offers if e not in offered]
    misses += [f"{e} is offered" for e in expect.withholds if e in offered]
    misses += _harms(expect.never, found)
    return misses


def _harms(never: tuple[Disposition, ...], found: Assessment) -> list[str]:
    return [f"disposition {d.id}, which would do harm" for d in never if found.disposition is d]


def fired_by(pack: Pack, vignettes: Iterable[Vignette]) -> dict[str, tuple[str, ...]]:
    """Return for each rule the vignettes that fire it, in their order; published ones as filled."""
    found: dict[str, list[str]] = {rule.id: [] for rule in pack.rules}
    for vignette in vignettes:
        answers = vignette.sheet.answers
        valuation = Valuation(pack, answers if vignette.published is None else fill(pack, answers))
        for rule, worlds in valuation.rules.items():
            if worlds & SURE:
                found[rule].append(vignette.id)
    return {rule: tuple(ids) for rule, ids in found.items()}
