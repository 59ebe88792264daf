"""How many sheets go from which disposition to which, counted one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import product

from triage.assurance.diff.reach import closure
from triage.assurance.diff.space import admitted
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.outcome import flag_state
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.model.valuation import Valuation

MOST_COUNTED = 20_000
"""Sheets. Counting more would take more than some seconds."""


def count(
    old: Pack, new: Pack, values: Mapping[Item, tuple[Answer | None, ...]]
) -> Counter[tuple[Disposition, Disposition]]:
    """Count the sheets over these items, all else not asked, by disposition before and after."""
    judges = [_judge(pack, {question for question, _ in values}) for pack in (old, new)]
    found: Counter[tuple[Disposition, Disposition]] = Counter()
    for chosen in product(*values.values()):
        answers = _sheet(dict(zip(values, chosen, strict=True)))
        before, after = (judge(answers) for judge in judges)
        found[before, after] += 1
    return found


def _judge(pack: Pack, questions: set[str]) -> Callable[[Answers], Disposition]:
    """Return what judges sheets on these questions, looking only at rules that they bear on."""
    moving, resting = [], Valuation(pack, Answers())
    least = pack.baseline
    for rule, then in pack.concluding(RedFlag):
        if {question for question, _ in closure(pack, rule)[0]} & questions:
            moving.append((rule, then))
        else:
            least = max(least, flag_state(then, resting.rule(rule))[1] or least)

    def judge(answers: Answers) -> Disposition:
        valuation = Valuation(pack, admitted(answers, pack))
        counts = (flag_state(then, valuation.rule(rule))[1] for rule, then in moving)
        return max([least, *(level for level in counts if level is not None)])

    return judge


def _sheet(chosen: Mapping[Item, Answer | None]) -> Answers:
    given: dict[str, Answer] = {}
    boxes: dict[str, list[tuple[str, Tick]]] = {}
    for (question, option), answer in chosen.items():
        if answer is None:
            continue
        if option is None:
            given[question] = answer
        else:
            tick = Tick.UNSURE if answer is UNSURE_ANSWER else Tick(str(answer))
            boxes.setdefault(question, []).append((option, tick))
    return Answers({**given, **{question: Ticks(tuple(b)) for question, b in boxes.items()}})
