"""Which row holds the headers: titles and notes above them are skipped, and the run says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from triage.screening.files.table import Cell

SEARCHED = 10
"""How many rows that are not blank are looked at."""

_SURE = 2
"""Known headers that make a row the header row. One may be a word in a title."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the headers, and the one that looks more like it where none was sure, or 0."""

    row: int
    names: tuple[str, ...]
    likely: int = 0
    notes: tuple[str, ...] = ()


def find_header(
    rows: Iterable[tuple[int, Sequence[Cell]]], known: Callable[[str], bool]
) -> Header | None:
    """Return the header row: the first with the most known headers, else the first not blank.

    `rows` are numbers with cells, from the top of the file; None when all of them are blank.
    """
    filled = ((number, names) for number, cells in rows if any(names := names_in(cells)))
    first = list(islice(filled, SEARCHED))
    if not first:
        return None

    def known_in(names: tuple[str, ...]) -> int:
        return sum(known(name) for name in names if name)

    number, names = max(first, key=lambda row: known_in(row[1]))
    if known_in(names) >= _SURE:
        above = [above for above, _ in first if above < number]
        return Header(number, names, notes=(_unread(above),) if above else ())
    number, names = first[0]
    widest, its = max(first, key=lambda row: _width(row[1]))
    is_wider = _width(its) > 2 * _width(names)
    return Header(number, names, likely=widest if is_wider else 0)


def names_in(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the cells of a row as headers, without the empty ones at its end."""
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _width(names: tuple[str, ...]) -> int:
    return sum(map(bool, names))


def _unread(rows: Sequence[int]) -> str:
    if len(rows) == 1:
        return f"row {rows[0]} above the headers is not read"
    return f"rows {rows[0]} to {rows[-1]} above the headers are not read"
