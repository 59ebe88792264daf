"""Which answers an edit can affect: those behind the red flags that it reaches."""

from __future__ import annotations

from collections.abc import Iterable

from triage.assurance.diff.changes import Change
from triage.assurance.diff.sorts import Sort
from triage.model.condition import FindingIs, SumAtom
from triage.model.item import Item, item_of, items_with_values
from triage.model.pack import Pack
from triage.model.rule import RedFlag, Rule

BESIDE = frozenset(
    {
        "advice",
        "also_reads",
        "causes",
        "coaching",
        "dosage",
        "exercises",
        "findings",
        "id",
        "scores",
        "suspects",
        "traits",
        "uses",
        "versions",
        "wordings",
    }
)
"""Parts of a pack that no disposition depends on. A part that is not listed here may decide one."""


def items_behind(old: Pack, new: Pack, found: Iterable[Change]) -> tuple[Item, ...]:
    """Return the items of the red flags that an edit can reach, in asking order."""
    deciding = [c for c in found if c.sort is Sort.LOGIC and c.place[0] not in BESIDE]
    if not deciding:
        return ()
    reached: set[Item] = set()
    for pack in (old, new):
        for rule in rules_reached(pack, deciding):
            if isinstance(rule.then, RedFlag):
                reached |= closure(pack, rule)[0]
    order = {item: None for pack in (old, new) for item, _ in items_with_values(pack)}
    return tuple(item for item in order if item in reached)


def rules_reached(pack: Pack, found: Iterable[Change]) -> tuple[Rule, ...]:
    """Return the rules of a pack that depend on a changed rule or question, or are changed.

    They are all rules when something else changed, such as the baseline or the points of a grade.
    """
    edits = tuple(found)
    if any(change.place[0] not in ("rules", "questions") for change in edits):
        return pack.rules
    edited = {change.place[1] for change in edits if change.place[0] == "rules"}
    asked = {change.place[1] for change in edits if change.place[0] == "questions"}
    return tuple(
        rule
        for rule in pack.rules
        for items, through in [closure(pack, rule)]
        if through & edited or {question for question, _ in items} & asked
    )


def closure(pack: Pack, rule: Rule) -> tuple[set[Item], set[str]]:
    """Return every item a rule depends on, however far, and every rule on the way."""
    items: set[Item] = set()
    through = {rule.id}
    waiting = [rule.when]
    while waiting:
        for literal in waiting.pop().literals():
            atom = literal.atom
            if isinstance(atom, FindingIs | SumAtom):
                behind = pack.rules_for(atom)
                waiting += [r.when for r in behind if r.id not in through]
                through |= {r.id for r in behind}
                continue
            item = item_of(atom)
            if item not in items:
                waiting += pack.gates(item)
            items.add(item)
    return items, through
