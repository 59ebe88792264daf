"""Every single answer that would raise the disposition: each is tried, so none can be left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from triage.assurance.verify.judge import Judge
from triage.assurance.verify.tables import row, words_of
from triage.model.answers import Answer, Tick, Ticks
from triage.model.cuts import cut_points
from triage.model.disposition import Disposition
from triage.model.item import Item, with_boxes
from triage.model.question import Kind
from triage.model.rule import RedFlag


def safety_net_rows(judge: Judge, now: Disposition) -> list[dict[str, Any]]:
    """Return the single answers that would raise the disposition, by level, most urgent first."""
    pack, answers = judge.pack, judge.counting()
    higher = [flag for flag in pack.concluding(RedFlag) if flag[1].disposition > now]
    alarms: dict[Disposition, dict[Any, tuple[Decimal, dict[str, Any]]]] = {}
    for (question, option), answer in _other_answers(judge):
        changed = Judge(pack, {**answers, question: answer})
        counts = {rule.id: changed.counts(rule, then) for rule, then in higher}
        level = max((level for level in counts.values() if level is not None), default=now)
        if level <= now:
            continue
        words = words_of(pack.question[question], answer, option)
        rules = [rule for rule, counted in counts.items() if counted is level]
        alarm = row(question=question, option=option, words=words, rules=rules)
        # Of the numbers that would, only the nearest to the answer so far is named.
        key: Any = (question, option, answer)
        away = Decimal(0)
        if isinstance(answer, Decimal):
            now_is = answers.get(question)
            key = question
            away = abs(answer - (now_is if isinstance(now_is, Decimal) else 0))
        of_level = alarms.setdefault(level, {})
        if key not in of_level or away < of_level[key][0]:
            of_level[key] = away, alarm
    return [
        {
            "disposition": level.id,
            "title": pack.wordings[level].title,
            "how_soon": pack.wordings[level].how_soon,
            "alarms": [alarm for _, alarm in alarms[level].values()],
        }
        for level in sorted(alarms, reverse=True)
    ]


def _other_answers(judge: Judge) -> Iterator[tuple[Item, Answer]]:
    """Yield every answer that could newly come about, with all of its question that it changes."""
    for question in judge.pack.questions:
        if question.fixed or not judge.applies(question.id):
            continue
        said = judge.counted(question.id)
        if question.kind is Kind.CHECKLIST:
            for option in question.option_ids:
                is_ticked = isinstance(said, Ticks) and said.get(option) is Tick.YES
                if not is_ticked and judge.applies(question.id, option):
                    yield (question.id, option), with_boxes(question, said, {option: Tick.YES})
        else:
            others = cut_points(question, judge.pack) if question.span else question.option_ids
            yield from (((question.id, None), other) for other in others if other != said)
