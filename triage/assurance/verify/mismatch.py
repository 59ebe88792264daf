"""Where a report departs from what follows, and how that is said."""

from __future__ import annotations

from typing import Any

MOST_LETTERS = 200
NOTHING = object()
"""What is at a place that is not there: null is something."""


def mismatch(place: tuple[Any, ...], said: Any, follows: Any) -> str | None:
    """Say the first thing, within what is at a place, that does not follow; None where all does.

    True is not 1, nor is 1.0, and keys have an order: a report says things as they were written.
    """
    is_tree = isinstance(said, dict | list) and type(said) is type(follows)
    if not is_tree:
        if type(said) is type(follows) and said == follows:
            return None
        return f"{_path(place)} is {_shown(said)}, but what follows is {_shown(follows)}"
    mine, theirs = _by_key(follows), _by_key(said)
    for key in {**mine, **theirs}:
        pair = theirs.get(key, NOTHING), mine.get(key, NOTHING)
        if wrong := mismatch((*place, key), *pair):
            return wrong
    if [*mine] != [*theirs]:
        return f"the keys of {_path(place) or 'the report'} are in another order than what follows"
    return None


def _by_key(tree: Any) -> dict[Any, Any]:
    return tree if isinstance(tree, dict) else dict(enumerate(tree))


def _path(place: tuple[Any, ...]) -> str:
    return _short(".".join(k if str(k).isprintable() else ascii(k) for k in map(str, place)))


def _shown(value: Any) -> str:
    if value is NOTHING:
        return "nothing"
    return "null" if value is None else _short(repr(value))


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
