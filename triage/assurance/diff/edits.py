"""What of a pack was edited, and which parts of it: rules, questions, body map and programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from triage.model.condition import Condition, Literal
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Rule


class Edit(Enum):
    """What became of a rule, a question, or another part of a pack."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edited:
    """One thing of either pack, what became of it, and which parts of it changed."""

    id: str
    edit: Edit
    parts: tuple[str, ...] = ()


def edited_rules(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return every rule that is not the same in both packs, in the order of the old one."""
    return tuple(_edited(_by_id(old.rules), _by_id(new.rules), _rule_parts))


def edited_questions(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return every question that is not the same in both packs, in the order of the old one."""
    return tuple(_edited(_by_id(old.questions), _by_id(new.questions), _question_parts))


def edited_views(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return every view of the body map that is not the same in both packs."""
    return tuple(_edited(_views(old), _views(new), lambda view: {"label": view.label}))


def edited_regions(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return every region of the body map that is not the same in both packs."""
    before, after = (pack.body_map.regions if pack.body_map else () for pack in (old, new))
    return tuple(_edited(_by_id(before), _by_id(after), lambda r: {"places": r.places}))


def edited_uses(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return every use of variants that is not the same in both packs."""
    return tuple(_edited(_by_id(old.uses), _by_id(new.uses), lambda use: {"way": use.way}))


def edited_programme(old: Pack, new: Pack) -> tuple[Edited, ...]:
    """Return the programme, unless it is the same in both packs."""
    before, after = ({"programme": p.dosage} if p.dosage else {} for p in (old, new))
    return tuple(_edited(before, after, asdict))


def _views(pack: Pack) -> dict[str, Any]:
    return {v.seen_from.value: v for v in pack.body_map.views} if pack.body_map else {}


def _by_id(things: Sequence[Any]) -> dict[str, Any]:
    return {thing.id: thing for thing in things}


def _edited(
    old: Mapping[str, Any], new: Mapping[str, Any], parts: Callable[[Any], dict[str, object]]
) -> Iterator[Edited]:
    for id in (*old, *(id for id in new if id not in old)):
        if id not in new:
            yield Edited(id, Edit.REMOVED)
        elif id not in old:
            yield Edited(id, Edit.ADDED)
        else:
            before, after = parts(old[id]), parts(new[id])
            changed = tuple(name for name in before if before[name] != after[name])
            if changed:
                yield Edited(id, Edit.CHANGED, changed)


def _rule_parts(rule: Rule) -> dict[str, object]:
    return {
        "when": _bare(rule.when),
        "then": rule.then,
        "because": rule.because,
        "title": rule.title,
        "sources": rule.sources,
        "evidence": rule.strength,
    }


def _question_parts(question: Question) -> dict[str, object]:
    gate = question.ask_when
    return {
        "kind": question.kind,
        "options": question.option_ids,
        "bounds": question.span and (question.span.least, question.span.most, question.span.unit),
        "ask_when": None if gate is None else _bare(gate),
        "text": (question.text, question.help, question.label),
        "words": (question.options, question.span),
    }


def _bare(condition: Condition) -> object:
    """Return a condition without the places its author wrote it at."""
    if isinstance(condition, Literal):
        return condition.atom, condition.positive
    return condition.count, tuple(_bare(part) for part in condition.of)
