"""Every small edit of a pack's rules: the slips an author could make without noticing.

Edits that say the same as the rule (a threshold moved past the bounds, an only part of a group
counted otherwise) are not made. Conclusions are only weakened: what makes advice more urgent errs
on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from triage.assurance.cover.clauses import literals_of
from triage.model.condition import AtLeast, Compare, Condition, Literal, SumAtom
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Evidence, Finding, Hold, Points, RedFlag, Rule


class Edit(Enum):
    """What an edit does to a rule."""

    DROP_RULE = "drop_rule"
    DROP_LITERAL = "drop_literal"
    NEGATE_LITERAL = "negate_literal"
    SHIFT_THRESHOLD = "shift_threshold"
    SWAP_COUNT = "swap_count"  # all <-> any; of a count, one more or one less
    LOWER_DISPOSITION = "lower_disposition"
    LOWER_IF_UNSURE = "lower_if_unsure"
    LOWER_POINTS = "lower_points"
    DROP_TRAIT = "drop_trait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One rule edited, or dropped where `edited` is None; `about` is what was edited, and to what.

    `number` counts the mutants of a rule, from 1.
    """

    rule: Rule
    number: int
    edit: Edit
    about: str
    edited: Rule | None

    @property
    def id(self) -> str:
        """The rule's id and the mutant's number."""
        return f"{self.rule.id}#{self.number}"

    def planted(self, pack: Pack) -> Pack:
        """Return the pack with the edit."""
        rules = (self.edited if rule.id == self.rule.id else rule for rule in pack.rules)
        return replace(pack, rules=tuple(rule for rule in rules if rule is not None))


def mutants_of(rule: Rule, pack: Pack) -> tuple[Mutant, ...]:
    """Return every mutant of one rule, in the order of `Edit`."""
    found: list[Mutant] = []
    for edit, about, edited in _edits(rule, pack):
        if edited != rule:
            found.append(
                Mutant(rule=rule, number=len(found) + 1, edit=edit, about=about, edited=edited)
            )
    return tuple(found)


def _edits(rule: Rule, pack: Pack) -> Iterator[tuple[Edit, str, Rule | None]]:
    if not _is_needed(rule, pack):
        yield Edit.DROP_RULE, "", None
    for edit, about, when in _conditions(rule.when, pack):
        yield edit, about, replace(rule, when=when)
    match rule.then:
        case RedFlag(suspect, disposition, if_unsure):
            if disposition > pack.baseline:
                lower = Disposition(disposition - 1)
                flag = RedFlag(suspect, lower, min(if_unsure, lower))
                yield Edit.LOWER_DISPOSITION, lower.id, replace(rule, then=flag)
            if if_unsure > pack.baseline:
                lower = Disposition(if_unsure - 1)
                flag = RedFlag(suspect, disposition, lower)
                yield Edit.LOWER_IF_UNSURE, lower.id, replace(rule, then=flag)
        case Evidence(points=points) | Points(points=points) if points > 1:
            fewer = replace(rule.then, points=points - 1)
            yield Edit.LOWER_POINTS, str(points - 1), replace(rule, then=fewer)
        case Hold(traits) if len(traits) > 1:
            for trait in traits:
                hold = Hold(tuple(other for other in traits if other != trait))
                yield Edit.DROP_TRAIT, trait, replace(rule, then=hold)
        case Finding() | Evidence() | Points() | Advise() | Hold() | Add():
            pass


def _is_needed(rule: Rule, pack: Pack) -> bool:
    """Say whether the pack would not load without the rule: a finding that no rule concludes."""
    return isinstance(rule.then, Finding) and len(pack.rules_for_finding(rule.then.finding)) == 1


def _conditions(condition: Condition, pack: Pack) -> Iterator[tuple[Edit, str, Condition]]:
    for path, literal in literals_of(condition):
        about = f"not: {literal.text}" if literal.flipped else literal.text
        shorter = _without(condition, path)
        if shorter is not None:
            yield Edit.DROP_LITERAL, about, shorter
        if not isinstance(literal.atom, SumAtom):
            yield Edit.NEGATE_LITERAL, about, _put(condition, path, literal.negated())
        if isinstance(literal.atom, Compare):
            yield from _shifted(condition, path, literal, literal.atom, pack)
    for path, group in _groups(condition, ()):
        for count in _other_counts(group):
            about = f"{count} of {len(group.of)}"
            yield Edit.SWAP_COUNT, about, _put(condition, path, AtLeast(count, group.of))


def _shifted(
    condition: Condition, path: tuple[int, ...], literal: Literal, atom: Compare, pack: Pack
) -> Iterator[tuple[Edit, str, Condition]]:
    span = pack.question[atom.question].span
    assert span is not None  # only a number question is compared
    step = Decimal(1) if span.whole else Decimal("0.5")
    for number in (atom.number - step, atom.number + step):
        if span.admits(number):
            moved = Literal(
                Compare(atom.question, atom.operator, number),
                literal.positive,
                f"{atom.question} {atom.operator} {number} {span.unit}",
                literal.where,
                literal.flipped,
            )
            about = f"{literal.text} -> {moved.text}"
            yield Edit.SHIFT_THRESHOLD, about, _put(condition, path, moved)


def _other_counts(group: AtLeast) -> tuple[int, ...]:
    size = len(group.of)
    if size == 1:
        return ()
    if group.is_all:
        return (1,)
    if group.is_any:
        return (size,)
    return (group.count - 1, group.count + 1)


def _groups(
    condition: Condition, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], AtLeast]]:
    if isinstance(condition, AtLeast):
        yield path, condition
        for place, part in enumerate(condition.of):
            yield from _groups(part, (*path, place))


def _put(condition: Condition, path: tuple[int, ...], part: Condition) -> Condition:
    """Return a condition with the part at `path` replaced."""
    if not path:
        return part
    assert isinstance(condition, AtLeast)  # a path leads through groups
    of = list(condition.of)
    of[path[0]] = _put(of[path[0]], path[1:], part)
    return AtLeast(condition.count, tuple(of))


def _without(condition: Condition, path: tuple[int, ...]) -> Condition | None:
    """Return a condition with the literal at `path` removed; None if nothing would be left.

    "All" stays all of the rest, and a count that has become too high is lowered.
    """
    if not path:
        return None
    assert isinstance(condition, AtLeast)  # a path leads through groups
    part = _without(condition.of[path[0]], path[1:])
    of = list(condition.of)
    if part is None:
        del of[path[0]]
    else:
        of[path[0]] = part
    if not of:
        return None
    count = len(of) if condition.is_all else min(condition.count, len(of))
    return AtLeast(count, tuple(of))
