"""Which answers an edit can affect: those behind the red flags that it reaches."""

from __future__ import annotations

from collections.abc import Sequence

from triage.assurance.diff.edits import Edit, Edited
from triage.model.condition import FindingIs, SumAtom
from triage.model.item import Item, item_of, items_with_values
from triage.model.pack import Pack
from triage.model.rule import RedFlag, Rule


def items_behind(
    old: Pack, new: Pack, rules: Sequence[Edited], questions: Sequence[Edited]
) -> tuple[Item, ...]:
    """Return the items of the red flags that an edit can reach, in asking order."""
    edited = {e.id for e in rules if e.edit is not Edit.CHANGED or {"when", "then"} & {*e.parts}}
    asked = {
        e.id for e in questions if e.edit is not Edit.CHANGED or {*e.parts} - {"text", "words"}
    }
    found: dict[Item, None] = {}
    for pack in (old, new):
        for rule, _ in pack.concluding(RedFlag):
            reached, through = closure(pack, rule)
            if through & edited or {question for question, _ in reached} & asked:
                found |= dict.fromkeys(reached)
    if old.baseline != new.baseline or old.grades != new.grades:
        found |= dict.fromkeys(item for pack in (old, new) for item, _ in items_with_values(pack))
    order = {item: None for pack in (old, new) for item, _ in items_with_values(pack)}
    return tuple(item for item in order if item in found)


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
