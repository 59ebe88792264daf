"""The oracle: what a pack and some answers mean, worked out as plainly as we can.

Rules are judged by strong Kleene logic, over and over, until nothing changes any more. Nothing of
this is shared with the software: not the engine, not the worlds of a condition, not `Valuation`,
not `outcome`. It reads the nouns of `triage.model` and follows design.md, sections 2 to 4.

To tell "not sure" from "not asked", a pack is judged under an assumption: literals unknown for
the reasons in `taking` count as YES.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.model.answers import Answers, Tick, Ticks, Unsure
from triage.model.condition import (
    AtLeast,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    ScoreIs,
)
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Advise, Evidence, Points, RedFlag, Rule
from triage.model.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NOT_APPLICABLE = "not applicable"
Item = tuple[str, str | None]  # a question, or one box of a checklist


@dataclass(frozen=True)
class Verdict:
    """What the oracle says, in the words the assessment uses too."""

    fired: frozenset[str]
    findings: dict[str, Truth]
    points: dict[str, int]
    flags: dict[str, tuple[str, Disposition | None]]  # rule -> its state, and what it contributes
    disposition: Disposition
    ceiling: Disposition
    advice: tuple[str, ...]
    dropped: tuple[Item, ...]

    @property
    def complete(self) -> bool:
        return self.disposition == self.ceiling


class Oracle:
    """One pack and one set of answers, judged under one assumption."""

    def __init__(self, pack: Pack, answers: Answers, taking: frozenset[str] = frozenset()) -> None:
        self.pack, self.answers, self.taking = pack, answers, taking
        self.facts: dict[tuple[str, str, bool], Truth] = {}  # (kind, name, sign) -> truth
        self.makers: dict[object, list[Rule]] = {}  # finding, cause or score -> its rules
        for rule in pack.rules:
            for kind in ("finding", "cause", "score"):
                self.makers.setdefault(getattr(rule.then, kind, None), []).append(rule)
        self.inapplicable: set[Item] = set()
        for question in pack.questions:
            if self.is_no(question.ask_when):
                self.inapplicable |= {(question.id, box) for box in (None, *question.option_ids)}
            for box in question.options:
                if self.is_no(box.ask_when):
                    self.inapplicable.add((question.id, box.id))
        self.rules = {rule.id: UNKNOWN for rule in pack.rules}
        while self.step():
            pass

    def is_no(self, gate: Condition | None) -> bool:
        """A question or box is left out when its `ask_when` is NO, whatever we assume elsewhere."""
        taking, self.taking = self.taking, frozenset()
        truth = YES if gate is None else self.judge(gate)
        self.taking = taking
        return truth is NO

    def step(self) -> bool:
        """Judge every rule, finding, grade and band once; say whether anything changed."""
        before = (dict(self.facts), dict(self.rules))
        for rule in self.pack.rules:
            self.rules[rule.id] = self.judge(rule.when)
        for finding in self.pack.findings:
            for sign in (True, False):
                parts = [self.judge(rule.when, sign) for rule in self.makers[finding.id]]
                needed = 1 if sign else len(parts)
                self.facts["finding", finding.id, sign] = at_least(needed, parts)
        for cause in self.pack.causes:
            for grade, needed in self.pack.grades:
                self.facts[f"grade {grade}", cause.id, True] = self.comes_to(needed, cause.id)
        for score in self.pack.scores:
            for band in score.bands:
                truth = self.comes_to(band.points, score.id)
                self.facts[f"band {band.points}", score.id, True] = truth
        return before != (self.facts, self.rules)

    def comes_to(self, needed: int, name: str) -> Truth:
        """Say whether the points of a cause or score are enough."""
        sure, possible = self.points(name, YES), self.points(name, YES, UNKNOWN)
        return YES if sure >= needed else UNKNOWN if possible >= needed else NO

    def points(self, name: str, *truths: Truth) -> int:
        """Add up the points of a cause's or score's rules that have one of these truths."""
        return sum(
            rule.then.points
            for rule in self.makers.get(name, ())
            if isinstance(rule.then, Evidence | Points) and self.rules[rule.id] in truths
        )

    def judge(self, condition: Condition, sign: bool = True) -> Truth:
        """Return the truth of a condition or, when `sign` is False, of its negation."""
        if isinstance(condition, AtLeast):
            needed = condition.count if sign else len(condition.of) - condition.count + 1
            return at_least(needed, [self.judge(part, sign) for part in condition.of])
        atom, sign = condition.atom, sign == condition.positive
        if isinstance(atom, FindingIs):
            return self.facts.get(("finding", atom.finding, sign), UNKNOWN)
        if isinstance(atom, CauseIs):
            assert sign, "a cause is tested only positively"
            return self.facts.get((f"grade {atom.grade}", atom.cause, True), UNKNOWN)
        if isinstance(atom, ScoreIs):
            assert sign, "a score is tested only positively"
            return self.facts.get((f"band {atom.points}", atom.score, True), UNKNOWN)
        value = self.value(atom)
        if value in ("unsure", "not asked"):
            return YES if value in self.taking else UNKNOWN
        return YES if is_met(atom, value) == sign else NO

    def value(self, atom: Is | Includes | Compare) -> object:
        """Return what the runner said to the question or box: a value, or why there is none."""
        if (atom.question, getattr(atom, "option", None)) in self.inapplicable:
            return NOT_APPLICABLE
        answer = self.answers.get(atom.question)
        if isinstance(answer, Ticks) and isinstance(atom, Includes):
            tick = dict(answer.boxes).get(atom.option)
            return "not asked" if tick is None else "unsure" if tick is Tick.UNSURE else tick
        if answer is None:
            return "not asked"
        return "unsure" if isinstance(answer, Unsure) else answer


def is_met(atom: Is | Includes | Compare, value: object) -> bool:
    """Say whether a known value meets an atom; what does not apply meets none."""
    if value is NOT_APPLICABLE:
        return False
    if isinstance(atom, Includes):
        return value is Tick.YES
    if isinstance(atom, Is):
        return value in atom.options
    below, equal = value < atom.number, value == atom.number  # type: ignore[operator]
    return {"<": below, "<=": below or equal, ">": not (below or equal), ">=": not below}[
        atom.operator
    ]


def at_least(needed: int, parts: list[Truth]) -> Truth:
    """Strong Kleene: YES when enough are, NO when too few still can be."""
    if parts.count(YES) >= needed:
        return YES
    return NO if len(parts) - parts.count(NO) < needed else UNKNOWN


def judge(pack: Pack, answers: Answers) -> Verdict:
    """Return what these answers mean under this pack."""
    plain = Oracle(pack, answers)
    if_unsure = Oracle(pack, answers, frozenset({"unsure"}))
    if_asked = Oracle(pack, answers, frozenset({"not asked"}))
    flags: dict[str, tuple[str, Disposition | None]] = {}
    counted, reachable = [pack.baseline], [pack.baseline]
    for rule in pack.rules:
        if not isinstance(rule.then, RedFlag):
            continue
        truth, then = plain.rules[rule.id], rule.then
        if truth is YES:
            flags[rule.id] = ("raised", then.disposition)
        elif if_unsure.rules[rule.id] is YES:
            flags[rule.id] = ("unsure", then.if_unsure)
        else:
            flags[rule.id] = ("not_met" if truth is NO else "open", None)
        counted += [d for d in [flags[rule.id][1]] if d is not None]
        if if_asked.rules[rule.id] is YES:
            reachable.append(then.disposition)
        elif truth is not NO:
            reachable.append(then.if_unsure)
    advised = {
        rule.then.advice: [plain.rules[other.id] for other in pack.rules if other.then == rule.then]
        for rule in pack.rules
        if isinstance(rule.then, Advise)
    }
    return Verdict(
        fired=frozenset(id for id, truth in plain.rules.items() if truth is YES),
        findings={f.id: plain.facts["finding", f.id, True] for f in pack.findings},
        points={cause.id: plain.points(cause.id, YES) for cause in pack.causes},
        flags=flags,
        disposition=max(counted),
        ceiling=max(counted + reachable),
        advice=tuple(
            item.id
            for item in pack.advice
            if YES in advised.get(item.id, ())
            or (item.unless is not None and UNKNOWN in advised.get(item.id, ()))
        ),
        dropped=tuple(dropped(plain)),
    )


def dropped(oracle: Oracle) -> Iterator[Item]:
    """Name the answers left over: on a question that does not apply or, of a list, on a box.

    "No" to such a box is what is known of it anyway, and a list that is unsure as a whole says
    nothing of any one box.
    """
    for question in oracle.pack.questions:
        answer = oracle.answers.get(question.id)
        if answer is None:
            continue
        if (question.id, None) in oracle.inapplicable:
            yield question.id, None
        elif isinstance(answer, Ticks) and not is_unsure_as_a_whole(answer, question):
            for box, tick in answer.boxes:
                if (question.id, box) in oracle.inapplicable and tick is not Tick.NO:
                    yield question.id, box


def is_unsure_as_a_whole(answer: Ticks, question: Question) -> bool:
    """Say whether a list says no more than "not sure" would."""
    return answer.boxes == tuple((box, Tick.UNSURE) for box in question.option_ids)
