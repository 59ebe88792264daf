"""The oracle: what a pack and some answers mean, worked out as plainly as we can.

Rules are judged by strong Kleene logic, over and over, until nothing changes any more. Nothing of
this is shared with the software: not the engine, not the worlds of a condition, not `Valuation`,
not `outcome`. It reads the nouns of `triage.model` and follows design.md, sections 2 to 4.

To tell "not sure" from "not asked", a pack is judged under an assumption: literals unknown for
the reasons in `taking` count as YES.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.answers import Answers, Tick, Ticks, Unsure
from triage.model.condition import AtLeast, CauseIs, Compare, Condition, FindingIs, Includes, Is
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Evidence, RedFlag, Rule
from triage.model.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Verdict:
    """What the oracle says, in the words the assessment uses too."""

    fired: frozenset[str]
    findings: dict[str, Truth]
    points: dict[str, int]
    flags: dict[str, tuple[str, Disposition | None]]  # rule -> its state, and what it contributes
    disposition: Disposition
    ceiling: Disposition
    dropped: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.disposition == self.ceiling


class Oracle:
    """One pack and one set of answers, judged under one assumption."""

    def __init__(self, pack: Pack, answers: Answers, taking: frozenset[str] = frozenset()) -> None:
        self.pack, self.answers, self.taking = pack, answers, taking
        self.facts: dict[tuple[str, str, bool], Truth] = {}  # (kind, name, sign) -> truth
        self.makers: dict[object, list[Rule]] = {}  # finding or cause -> the rules concluding it
        for rule in pack.rules:
            name = getattr(rule.then, "finding", getattr(rule.then, "cause", None))
            self.makers.setdefault(name, []).append(rule)
        self.inapplicable: set[str] = set()
        for question in pack.questions:
            if self.is_inapplicable(question):
                self.inapplicable.add(question.id)
        self.rules = {rule.id: UNKNOWN for rule in pack.rules}
        while self.step():
            pass

    def is_inapplicable(self, question: Question) -> bool:
        """A question is left out when its `ask_when` is NO, whatever we assume elsewhere."""
        taking, self.taking = self.taking, frozenset()
        gate = YES if question.ask_when is None else self.judge(question.ask_when)
        self.taking = taking
        return gate is NO

    def step(self) -> bool:
        """Judge every rule, finding and grade once; say whether anything changed."""
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
                sure, possible = self.points(cause.id, YES), self.points(cause.id, YES, UNKNOWN)
                truth = YES if sure >= needed else UNKNOWN if possible >= needed else NO
                self.facts[f"grade {grade}", cause.id, True] = truth
        return before != (self.facts, self.rules)

    def points(self, cause: str, *truths: Truth) -> int:
        """Add up the points of a cause's rules that have one of these truths."""
        return sum(
            rule.then.points
            for rule in self.makers.get(cause, ())
            if isinstance(rule.then, Evidence) and self.rules[rule.id] in truths
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
        value = self.value(atom)
        if value in ("unsure", "not asked"):
            return YES if value in self.taking else UNKNOWN
        return YES if is_met(atom, value) == sign else NO

    def value(self, atom: Is | Includes | Compare) -> object:
        """Return what the runner said to the question or box: a value, or why there is none."""
        if atom.question in self.inapplicable:
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
    return Verdict(
        fired=frozenset(id for id, truth in plain.rules.items() if truth is YES),
        findings={f.id: plain.facts["finding", f.id, True] for f in pack.findings},
        points={cause.id: plain.points(cause.id, YES) for cause in pack.causes},
        flags=flags,
        disposition=max(counted),
        ceiling=max(counted + reachable),
        dropped=tuple(q.id for q in pack.questions if q.id in plain.inapplicable & set(answers)),
    )
