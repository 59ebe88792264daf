"""One assessment, beside a hand-written experta engine of the same rules.

The other engine is what one would write with experta alone: a fact for each answer, rules over
those facts with AND, OR and NOT, no trace, no "not ruled out". Both are built beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from _timing import best_of, milliseconds

from triage.engine.assess import Engine
from triage.engine.port import _as_experta_expects
from triage.model.answers import Answers, Ticks
from triage.model.condition import AtLeast, CauseIs, Compare, Condition, FindingIs, Includes, Is
from triage.model.pack import Pack
from triage.model.rule import Finding
from triage.store.packs import load_pack
from triage.store.sheets import load_sheet

with _as_experta_expects():
    import experta


class Answer(experta.Fact):
    """One answer."""


class Found(experta.Fact):
    """One finding."""


def ce(condition: Condition) -> Any:
    """Return a condition as experta writes it."""
    if isinstance(condition, AtLeast):
        if condition.is_all:
            return experta.AND(*(ce(part) for part in condition.of))
        branches = combinations(condition.of, condition.count)
        return experta.OR(*(experta.AND(*(ce(p) for p in branch)) for branch in branches))
    atom, positive = condition.atom, condition.positive
    match atom:
        case FindingIs(finding):
            fact = Found(name=finding)
            return fact if positive else experta.NOT(fact)
        case CauseIs(cause):
            return Found(name=cause)
        case Includes(question, option):
            wanted = "yes" if positive else "no"
            return Answer(name=f"{question}.{option}", value=wanted)
        case Is(question, options):
            return Answer(name=question, value=experta.P(lambda v: (v in options) is positive))
        case Compare(question):
            return Answer(name=question, value=experta.P(lambda v: atom.accepts(v) is positive))


def plain_engine(pack: Pack) -> Any:
    """Return the rules of a pack as an experta engine written without ours."""

    def action(name: str | None) -> Any:
        def fire(self: Any) -> None:
            if name is not None:
                self.declare(Found(name=name))

        return fire

    body = {}
    for rule in pack.rules:
        name = rule.then.finding if isinstance(rule.then, Finding) else None
        first = 1 if name else 0
        body[rule.id] = experta.Rule(ce(rule.when), salience=first)(action(name))
    return type("Plain", (experta.KnowledgeEngine,), body)()


def facts(pack: Pack, answers: Answers) -> Iterator[Answer]:
    """Return a fact for each answer, one for each box of a checklist."""
    for question in pack.questions:
        answer = answers.get(question.id)
        if isinstance(answer, Ticks):
            for option, tick in answer.boxes:
                yield Answer(name=f"{question.id}.{option}", value=tick.value)
        elif answer is not None:
            yield Answer(name=question.id, value=answer)


def main() -> None:
    """Print the times side by side."""
    pack = load_pack()
    answers = load_sheet(Path(__file__).parent.parent / "examples/lower_back.yaml", pack).answers
    ours, plain = Engine(pack), plain_engine(pack)

    def run_plain() -> None:
        plain.reset()
        for fact in facts(pack, answers):
            plain.declare(fact)
        plain.run()

    mine = best_of(lambda: ours.assess(answers))
    theirs = best_of(run_plain, rounds=3)
    print(f"{len(pack.rules)} rules, {len(pack.questions)} questions")
    print(f"one assessment, trace and open questions included {milliseconds(mine)}")
    print(f"experta alone, a fact for each answer             {milliseconds(theirs)}")
    print(f"ours is {theirs / mine:.1f} times as fast (target: at least 4)")


if __name__ == "__main__":
    main()
