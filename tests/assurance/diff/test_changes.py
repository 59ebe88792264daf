"""Nothing that a pack says can change without the comparison naming it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from tests.conftest import FOLDERS, OTTAWA
from tests.knowledge.small import BODY_MAP, small_pack
from triage.assurance.diff.changes import WRITTEN, Change, Edit, changes, leaves
from triage.assurance.diff.sorts import Sort
from triage.model.pack import Pack
from triage.model.versions import Change as Renamed
from triage.model.versions import VersionStep
from triage.report.documents.side_by_side import rows_of
from triage.resources import rules_folder
from triage.store.packs import load_pack
from triage.store.templates import environment

PACKS = {
    **{name: load_pack(folder) for name, folder in FOLDERS.items()},
    "starter_wrist": load_pack(rules_folder() / "starter_wrist"),
    "small": small_pack({"body_map.yaml": BODY_MAP}),
    "renamed": replace(
        load_pack(OTTAWA),
        versions=(
            VersionStep(
                version="0.9.0",
                changes=(
                    Renamed(before=(("hurts", None),), after=(("pain", None),), why="clearer"),
                ),
            ),
        ),
    ),
}
"""Between them they hold everything that the format can say."""
CONDITIONS = {"Literal", "AtLeast", "Is", "Includes", "Compare", "FindingIs", "CauseIs", "ScoreIs"}
"""Compared as a whole and shown clause by clause."""

Path = tuple[str | int, ...]


def parts_of(thing: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every dataclass within a thing, with the way to it."""
    if is_dataclass(thing):
        yield path, thing
        for field in fields(thing):
            if field.name not in WRITTEN:
                yield from parts_of(getattr(thing, field.name), (*path, field.name))
    elif isinstance(thing, Mapping):
        for key, part in thing.items():
            yield from parts_of(part, (*path, key))
    elif isinstance(thing, tuple):
        for number, part in enumerate(thing):
            yield from parts_of(part, (*path, number))


def first_places() -> dict[tuple[str, str], tuple[str, Path]]:
    """Return for every field of every dataclass that a pack holds, where it is found first."""
    found: dict[tuple[str, str], tuple[str, Path]] = {}
    for name, pack in PACKS.items():
        for path, thing in parts_of(pack):
            for field in fields(thing):
                if field.name not in WRITTEN:
                    key = type(thing).__name__, field.name
                    better = key not in found or _value(PACKS[found[key][0]], found[key][1]) in (
                        None,
                        (),
                    )
                    if better:
                        found[key] = name, (*path, field.name)
    return found


def _value(thing: Any, path: Path) -> Any:
    for step in path:
        thing = _step(thing, step)
    return thing


def _step(thing: Any, step: Any) -> Any:
    return getattr(thing, step) if is_dataclass(thing) else thing[step]


def edited(thing: Any, path: Path) -> Any:
    """Return a copy of a thing with what is at a path changed, whatever the model's checks say."""
    if not path:
        return other(thing)
    step, rest = path[0], path[1:]
    part = edited(_step(thing, step), rest)
    if is_dataclass(thing):
        changed = copy.copy(thing)
        object.__setattr__(changed, str(step), part)
        return changed
    if isinstance(thing, Mapping):
        return {**thing, step: part}
    return tuple(part if number == step else old for number, old in enumerate(thing))


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    match value:
        case None:
            return "something"
        case bool():
            return not value
        case Enum():
            kinds = list(type(value))
            return kinds[(kinds.index(value) + 1) % len(kinds)]
        case str():
            return value + " indeed"
        case date():
            return value + timedelta(days=1)
        case tuple():
            return value[:-1] if value else ("something",)
        case Mapping():
            return dict(list(value.items())[:-1]) if value else {"something": "new"}
        case _ if is_dataclass(value):
            return None
        case _:
            return value + 1


PLACES = first_places()


def dataclasses_in(kind: Any, seen: set[type[Any]]) -> set[type[Any]]:
    """Return every dataclass that a type says it may hold, the type itself too."""
    if is_dataclass(kind) and isinstance(kind, type) and kind not in seen:
        seen.add(kind)
        for hint in get_type_hints(kind).values():
            dataclasses_in(hint, seen)
    for part in get_args(kind):
        dataclasses_in(part, seen)
    return seen


def test_between_them_the_packs_hold_all_of_the_model() -> None:
    """A field of a dataclass that no pack here holds would not be tried below."""
    assert {kind.__name__ for kind in dataclasses_in(Pack, set())} == {kind for kind, _ in PLACES}


@pytest.mark.parametrize("key", PLACES, ids=".".join)
def test_a_change_of_any_field_is_named(key: tuple[str, str]) -> None:
    """Each field of each dataclass of the model, changed, is a change with two sides to read."""
    name, path = PLACES[key]
    old = PACKS[name]
    new = edited(old, path)
    found = changes(old, new)
    assert found
    if key[0] in CONDITIONS:
        assert {change.place[-1] for change in found} <= {"when", "ask_when"}
        return  # of names that no pack has, no clause can be shown
    are_two = {change.edit for change in found} == {Edit.REMOVED, Edit.ADDED}
    assert are_two or all(key[1] in change.place for change in found)
    assert all(differs(change, old) for change in found)


def differs(change: Change, pack: Pack) -> bool:
    """Say whether the rows that are shown of a change show one."""
    rows = rows_of(change, pack, pack)
    return any(row.get("old") != row.get("new") for row in rows)


@pytest.mark.parametrize("key", PLACES, ids=".".join)
def test_every_field_has_words_of_its_own(key: tuple[str, str]) -> None:
    """A reviewer reads no name of ours."""
    words: Any = environment("md").get_template("diff.words.j2").module
    table = words.parts if key[0] == "Pack" else words.fields
    assert key[0] in CONDITIONS | {"Pose", "Place", "Week"} or key[1] in {*table, "id", "key"}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_pack_does_not_differ_from_itself(name: str) -> None:
    """Read twice, it has other places in memory and the same in every part."""
    assert changes(PACKS[name], load_pack(FOLDERS[name])) == ()


def test_another_order_is_named_and_is_not_a_change_of_each(ottawa: Pack) -> None:
    """Of questions in another order the order is the only change."""
    new = copy.copy(ottawa)
    object.__setattr__(new, "questions", tuple(reversed(ottawa.questions)))
    (change,) = changes(ottawa, new)
    assert (change.at, change.edit, change.sort) == ("questions", Edit.MOVED, Sort.ORDER)


def test_an_added_thing_is_shown_whole(ottawa: Pack) -> None:
    """Each part of a new rule has a row of its own."""
    old = copy.copy(ottawa)
    object.__setattr__(old, "rules", ottawa.rules[1:])
    (change,) = changes(old, ottawa)
    shown = {row["new"]["name"] for row in rows_of(change, old, ottawa)}
    assert {".".join(place) for place, _ in leaves(ottawa.rules[0])} == shown
