"""A cell that lists boxes -> the boxes, however they are separated.

Forms separate them by commas, semicolons, vertical bars, line breaks or bullets; KoBo separates
ids by spaces. Labels may contain any of these, so the longest label that fits is taken first.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from triage.screening.roster.vocabulary import SEPARATORS, Vocabulary
from triage.screening.standing.words import fold

_NEXT = re.compile(r"[,;|]")
MOST_ITEMS = 500
"""Items of a cell. A checklist has a few dozen boxes."""

_BULLET = re.compile(
    r"^(?:[-*\u2022\u2023\u25aa\u25cf\u25e6\u2043\u2013\u2014]\s+|[\u2022\u2023\u25aa\u25cf\u25e6]\s*)"
)
_INNER_BULLET = re.compile(r"\s*[\u2022\u2023\u25aa\u25cf\u25e6]\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a cell lists: its text, and the answer of a sheet it is, if any."""

    text: str
    answer: str | None


def items_in(cell: str | tuple[str, ...], vocabulary: Vocabulary) -> list[Item]:
    """Return what a cell lists."""
    listed = cell if isinstance(cell, tuple) else _array(cell)
    if listed is not None:
        return [Item(text, vocabulary.answers.get(fold(text))) for text in listed[:MOST_ITEMS]]
    text = str(cell)
    lines = [line for line in text.splitlines() if line.strip(SEPARATORS)]
    items = [item for line in lines for item in _line(line, vocabulary)]
    if len(lines) > 1 and not all(item.answer for item in items):
        wrapped = _line(text, vocabulary)  # a line break within a label
        if all(item.answer for item in wrapped):
            return wrapped
    return items[:MOST_ITEMS]


def _array(text: str) -> tuple[str, ...] | None:
    """Return the items of a list in JSON, as Microsoft Forms writes it; else None."""
    if not text.startswith('["'):
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tuple(map(str, items)) if isinstance(items, list) else None


def _line(text: str, vocabulary: Vocabulary) -> list[Item]:
    """Split a line into what it lists."""
    answers = vocabulary.answers
    rest = fold(_INNER_BULLET.sub(" ; ", _BULLET.sub("", text.strip()))).strip(SEPARATORS)
    words = rest.split()
    if rest not in answers and len(words) > 1 and all(word in vocabulary.ids for word in words):
        return [Item(word, vocabulary.ids[word]) for word in words]
    items: list[Item] = []
    while rest and len(items) < MOST_ITEMS:
        said = next((s for s in vocabulary.longest_first if _begins(rest, s)), None)
        if said is None:
            said = _NEXT.split(rest, maxsplit=1)[0]
        items.append(Item(said.strip(), answers.get(said)))
        rest = rest[len(said) :].strip(SEPARATORS)
    return items


def _begins(rest: str, said: str) -> bool:
    if not rest.startswith(said):
        return False
    after = rest[len(said) : len(said) + 2].lstrip()
    return not after or after[0] in SEPARATORS
