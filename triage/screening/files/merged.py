"""Merged cells: a merged header is the header of each of its columns; below, one cell counts.

A merged cell is saved in its first row and column. What a person sees beside or below it is empty
in the file, so it would be read as not answered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from triage.screening.files.table import Cell, Unreadable

Cells = dict[int, dict[int, Cell]]
"""Row number to column number to what is in the cell; only filled cells, counted from 1."""

Range = tuple[int, int, int, int]
"""First column and row, last column and row."""


def within(ranges: Iterable[Range], cells: Cells) -> list[Range]:
    """Return the merged ranges that cover cells of a sheet, as far as its last filled column.

    Raises:
        ValueError: they overlap, which no program writes.
    """
    numbers, width = sorted(cells), max((max(row) for row in cells.values()), default=0)
    found, area = [], 0
    for first_column, first_row, last_column, last_row in ranges:
        last = min(last_column, width)
        rows = bisect_right(numbers, last_row) - bisect_left(numbers, first_row)
        if rows > 0 and last >= first_column:
            found.append((first_column, first_row, last, last_row))
            area += rows * (last - first_column + 1)
    if area > len(numbers) * width:
        raise ValueError("merged cells overlap")
    return found


def spread(row: int, cells: Cells, ranges: Iterable[Range]) -> dict[int, Cell]:
    """Return a row with the value of each merged cell in all of its columns.

    A row that holds nothing but one merged cell is a title, and stays one.
    """
    found = dict(cells[row])
    if len(found) == 1:
        return found
    for first_column, first_row, last_column, last_row in ranges:
        value = cells.get(first_row, {}).get(first_column)
        if first_row <= row <= last_row and value is not None:
            for column in range(first_column, last_column + 1):
                found.setdefault(column, value)
    return found


def marked(cells: Cells, ranges: Iterable[Range], *, below: int) -> Cells:
    """Return the rows below the headers, with the cells that another one covers as unreadable.

    A row that holds nothing of its own is blank, and a line across it is a heading or a footer.
    """
    rows = {row: dict(found) for row, found in sorted(cells.items()) if row > below}
    lines = {row for row, found in rows.items() if len(found) == 1}
    numbers = list(rows)
    for first_column, first_row, last_column, last_row in ranges:
        value = cells.get(first_row, {}).get(first_column)
        if first_row <= below or value is None:
            continue
        covered = Unreadable(
            f"the cell is merged with one that counts for row {first_row} only"
            if last_row > first_row
            else "the cell is merged with the one before it",
            "split the merged cells, and fill in each of them",
            str(value),
        )
        for row in numbers[bisect_left(numbers, first_row) : bisect_right(numbers, last_row)]:
            if row != first_row or row not in lines:
                for column in range(first_column, last_column + 1):
                    rows[row].setdefault(column, covered)
    return rows
