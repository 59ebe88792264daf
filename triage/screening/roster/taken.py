"""What a cell holds, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from triage.errors import Fault
from triage.model.answers import Answer
from triage.screening.files.table import Cell, Unreadable

_SMALLEST, _LARGEST = -30, 60
"""Powers of ten between which a number is written in plain digits."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell, and how to fix it.

    `reason` is what is wrong, and `remedy` how to fix it, for a coach: neither depends on what the
    cell says. Without a remedy, it is the one for cells of the column.
    """

    what: str
    fix: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell holds, as far as it could be read; None for an empty one."""

    value: Answer | dt.date | dt.datetime | bool | str | None = None
    troubles: tuple[Trouble, ...] = ()


def in_trouble(what: str, fix: str, reason: str, remedy: str = "") -> Taken:
    """Return what a cell with one fault holds: nothing but the fault."""
    return Taken(troubles=(Trouble(what, fix, reason, remedy),))


def unreadable(cell: Unreadable) -> Taken:
    """Return what a cell holds that its file has spoilt. What is wrong says nothing of it."""
    return in_trouble(cell.what, cell.fix, cell.what, cell.fix)


def text_of(cell: Cell) -> str:
    """Return a cell as the text a person would have typed."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return _number_text(cell)
        case dt.datetime():
            is_day = cell.time() == dt.time() and cell.tzinfo is None
            return cell.date().isoformat() if is_day else cell.isoformat(" ")
        case dt.date():
            return cell.isoformat()
        case tuple():
            return ", ".join(cell)
        case Unreadable():
            return cell.shown
    return cell or ""


def _number_text(number: Decimal) -> str:
    """Return a number in plain digits, unless they would be too many to be meant."""
    if not number.is_finite() or not _SMALLEST <= number.adjusted() <= _LARGEST:
        return str(number)[:_LARGEST]
    is_whole = number == number.to_integral_value()
    return str(int(number)) if is_whole else format(number, "f")


def short(cell: Cell) -> str:
    """Return a cell as a message shows it: one line, not too long, with nothing invisible."""
    text = "".join(letter if letter.isprintable() else "�" for letter in text_of(cell))
    return text if len(text) <= 60 else text[:59] + "…"


def troubles_of(faults: list[Fault], reason: str) -> tuple[Trouble, ...]:
    """Return the faults of an answer sheet as the troubles of a cell."""
    return tuple(Trouble(fault.what, fault.fix, reason) for fault in faults)
