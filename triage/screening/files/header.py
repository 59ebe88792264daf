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
    """The row of the headers, and how sure that is.

    `known` headers are in it. Where none was sure, `likely` is the row that looks more like it, if
    any, and `width` is the number of filled cells in the widest row that was looked at.
    """

    row: int
    names: tuple[str, ...]
    known: int
    width: int
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
    if (sure := known_in(names)) >= _SURE:
        above = [above for above, _ in first if above < number]
        notes = (_unread(above),) if above else ()
        return Header(number, names, known=sure, width=_width(names), notes=notes)
    number, names = first[0]
    widest, its = max(first, key=lambda row: _width(row[1]))
    likely = widest if _width(its) > 2 * _width(names) else 0
    return Header(number, names, known=known_in(names), width=_width(its), likely=likely)


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
