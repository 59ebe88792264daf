"""Go now if…: every single answer that would raise the disposition from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from triage.explain.statements import words_for
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.cuts import cut_points
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.item import Item, with_boxes
from triage.model.outcome import flag_state
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import RedFlag, Rule
from triage.model.truth import Truth
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One answer that would raise the disposition, in the pack's words, and the rules that would.

    `option` is the box of a checklist, else None; `answer` the whole answer it would be.
    """

    question: Question
    option: str | None
    answer: Answer
    words: str
    disposition: Disposition
    rules: tuple[Rule, ...]


def safety_net(assessment: Assessment) -> tuple[Alarm, ...]:
    """Return the answers that would raise the disposition, most urgent first, then asking order.

    Every answer is changed alone, the others staying as they are. Questions and boxes that do not
    apply are left out, and so are fixed facts (age, history): they cannot newly come about.
    """
    pack, answers = assessment.pack, assessment.answers
    now = assessment.valuation
    items = dependencies_of(pack).items
    flags: dict[Item, list[tuple[Rule, RedFlag]]] = {}
    for rule, then in pack.concluding(RedFlag):
        if then.disposition > assessment.disposition:
            for item in items[rule.id]:
                flags.setdefault(item, []).append((rule, then))
    found = []
    for question in pack.questions:
        if question.fixed or now.applies(question.id) is Truth.NO:
            continue
        for option, answer in _other_answers(question, answers.get(question.id), pack):
            if now.applies(question.id, option) is Truth.NO:
                continue
            reached = flags.get((question.id, option), [])
            words = words_for(question, answer, option) if reached else None
            if words is None:
                continue
            changed = now.with_answer((question.id, option), answer)
            disposition, rules = _raised(reached, changed)
            if disposition is not None and disposition > assessment.disposition:
                found.append(
                    Alarm(
                        question=question,
                        option=option,
                        answer=answer,
                        words=words,
                        disposition=disposition,
                        rules=rules,
                    )
                )
    return tuple(sorted(_nearest_numbers(found, answers), key=lambda alarm: -alarm.disposition))


def _nearest_numbers(alarms: list[Alarm], answers: Answers) -> list[Alarm]:
    """Keep of each number question, for each disposition, only the number nearest to now."""
    kept: dict[tuple[str, Disposition], Alarm] = {}
    for alarm in alarms:
        if isinstance(alarm.answer, Decimal):
            now = answers.get(alarm.question.id)
            start = now if isinstance(now, Decimal) else Decimal(0)
            key = (alarm.question.id, alarm.disposition)
            best = kept.setdefault(key, alarm)
            assert isinstance(best.answer, Decimal)  # only alarms on numbers are kept here
            if abs(alarm.answer - start) < abs(best.answer - start):
                kept[key] = alarm
    nearest = {id(alarm) for alarm in kept.values()}
    return [a for a in alarms if not isinstance(a.answer, Decimal) or id(a) in nearest]


def _raised(
    flags: list[tuple[Rule, RedFlag]], valuation: Valuation
) -> tuple[Disposition | None, tuple[Rule, ...]]:
    """Return the most urgent disposition some of the flags contribute, and which do."""
    counting: dict[Disposition, list[Rule]] = {}
    for rule, then in flags:
        counts = flag_state(then, valuation.rule(rule))[1]
        if counts is not None:
            counting.setdefault(counts, []).append(rule)
    if not counting:
        return None, ()
    worst = max(counting)
    return worst, tuple(counting[worst])


def _other_answers(
    question: Question, answer: Answer | None, pack: Pack
) -> Iterator[tuple[str | None, Answer]]:
    if question.kind is Kind.CHECKLIST:
        given = answer if isinstance(answer, Ticks) else Ticks(())
        for option in question.option_ids:
            if given.get(option) is not Tick.YES:
                yield option, with_boxes(question, given, {option: Tick.YES})
    elif question.kind is Kind.NUMBER:
        for number in cut_points(question, pack):
            if number != answer:
                yield None, number
    else:
        for option in question.option_ids:
            if option != answer:
                yield None, option
