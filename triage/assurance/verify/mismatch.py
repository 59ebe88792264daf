"""How it is said where a report departs from what follows. Whether it does is not judged here."""

from __future__ import annotations

from typing import Any

from triage.errors import Fault, Location

FIX = "do not rely on this report: assess the answers again with the pack it names"


def mismatch(file: str, place: tuple[Any, ...], said: Any, follows: Any) -> Fault:
    """Return the fault of the first thing, within what is at a place, that does not follow."""
    keys = [key for key in place if isinstance(key, str | int)]
    while type(said) is type(follows) and isinstance(said, dict | list):
        mine, theirs = _by_key(follows), _by_key(said)
        key = next(key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key))
        keys.append(key)
        said, follows = theirs.get(key), mine.get(key)
    path = ".".join(str(key) for key in keys)
    what = f"{path} is {_shown(said)}, but what follows is {_shown(follows)}"
    return Fault(what=what, where=Location(file), fix=FIX)


def _by_key(tree: dict[str, Any] | list[Any]) -> dict[Any, Any]:
    return tree if isinstance(tree, dict) else dict(enumerate(tree))


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(value)
