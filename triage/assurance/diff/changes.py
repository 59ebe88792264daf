"""Every part of the model of two packs that is not the same in both, by its place in the model.

The dataclasses of the model are walked, not a list of their fields, so that a field added to the
model cannot be forgotten here. Things are matched by id. Where a file has them, and the number of
their place in it, are not part of what a pack says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from triage.assurance.diff.sorts import Sort, sort_of
from triage.model.condition import AtLeast, Condition, Literal
from triage.model.disposition import Disposition

Place = tuple[str, ...]
"""Where something is in a pack, such as ("questions", "leg_numbness", "options", "yes", "says")."""

WRITTEN: frozenset[str] = frozenset({"where", "order", "digest"})
"""Fields that follow from how the files are laid out."""

_IN_FILES = {
    "wordings": "dispositions",
    "coaching": "coach",
    "dosage": "programme",
    "strength": "evidence",
}

_KEYS = (("id",), ("key",), ("seen_from",), ("property", "item"), ("points",), ("version",))
"""What may name a thing among others of its kind."""


class Edit(Enum):
    """What became of a part of a pack."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # things of one kind, now in another order


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One part of a pack before and after the edit, None where there is none.

    Of things that moved, `before` and `after` are the ids of those that both packs have.
    """

    place: Place
    edit: Edit
    sort: Sort
    before: Any
    after: Any

    @property
    def at(self) -> str:
        """The place as a pack's files name it, such as ``dispositions.same_day.how_soon``."""
        return ".".join(_IN_FILES.get(name, name) for name in self.place)


def changes(old: object, new: object) -> tuple[Change, ...]:
    """Return every difference of two packs, or other parts of the model, in the model's order."""
    return tuple(_changes(old, new, (), Sort.LOGIC))


def leaves(thing: object, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every part of a thing that has no parts of its own, by its place in the thing."""
    parts = _parts(thing)
    if parts is None:
        yield place, thing
        return
    for name, part in parts.items():
        if part is not None:
            yield from leaves(part, (*place, name))


def bare(condition: Condition) -> object:
    """Return a condition without the places its author wrote it at, and without its words."""
    if isinstance(condition, Literal):
        return condition.atom, condition.positive
    return condition.count, tuple(bare(part) for part in condition.of)


def texts_of(condition: Condition) -> tuple[tuple[str, bool], ...]:
    """Return the words of a condition's literals, and whether each is under a negation."""
    return tuple((literal.text, literal.flipped) for literal in condition.literals())


def _changes(old: Any, new: Any, place: Place, sort: Sort) -> Iterator[Change]:
    if old is new:
        return
    if isinstance(old, Literal | AtLeast) and isinstance(new, Literal | AtLeast):
        if bare(old) != bare(new):
            yield Change(place=place, edit=Edit.CHANGED, sort=sort, before=old, after=new)
        elif texts_of(old) != texts_of(new):
            words = Sort.WORDS if sort is Sort.LOGIC else sort
            yield Change(place=place, edit=Edit.CHANGED, sort=words, before=old, after=new)
        return
    before, after = _parts(old, new), _parts(new, old)
    if before is None or after is None or type(old) is not type(new):
        if old != new:
            yield Change(place=place, edit=_edit(old, new), sort=sort, before=old, after=new)
        return
    is_field = is_dataclass(old) or not place
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name), after.get(name)
        below = sort_of(name, sort) if is_field else sort
        yield from _changes(one, other, (*place, name), below)
    if isinstance(old, tuple):
        kept = tuple(name for name in before if name in after)
        now = tuple(name for name in after if name in before)
        if kept != now:
            order = Sort.RECORD if sort is Sort.RECORD else Sort.ORDER
            yield Change(place=place, edit=Edit.MOVED, sort=order, before=kept, after=now)


def _edit(old: object, new: object) -> Edit:
    if old is None:
        return Edit.ADDED
    return Edit.REMOVED if new is None else Edit.CHANGED


def _parts(thing: Any, other: object = None) -> dict[str, Any] | None:
    """Return the named parts of a thing, or None where it is compared as a whole.

    Where there are none of something that the other pack has, that is no parts, not a whole.
    """
    if thing == () and isinstance(other, tuple) and _parts(other) is not None:
        return {}
    if isinstance(thing, Literal | AtLeast | Enum):
        return None
    if is_dataclass(thing):
        return {name: getattr(thing, name) for name in _fields(thing.__class__)}
    if isinstance(thing, Mapping):
        return {_name(key): value for key, value in thing.items()}
    if isinstance(thing, tuple) and any(is_dataclass(part) for part in thing):
        return dict(zip(_ids(thing), thing, strict=True))
    return None


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in WRITTEN)


def _ids(things: tuple[Any, ...]) -> list[str]:
    """Return what names each of several things: its id or, where it has none, its number."""
    for names in _KEYS:
        if all(hasattr(thing, name) for thing in things for name in names):
            ids = ["/".join(_name(getattr(thing, name)) for name in names) for thing in things]
            times = Counter(ids)
            seen: Counter[str] = Counter()
            for place, id in enumerate(ids):
                seen[id] += 1
                if times[id] > 1:
                    ids[place] = f"{id}/{seen[id]}"
            return ids
    return [str(number) for number in range(1, len(things) + 1)]


def _name(key: object) -> str:
    if isinstance(key, Disposition):
        return key.id
    return str(key.value) if isinstance(key, Enum) else str(key)
