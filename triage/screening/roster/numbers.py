"""Numbers that two countries read differently, read only where it is clear which way.

A number may have a unit, and is converted where that says how: "3 weeks" for a question in days.
On a scale it may say of how many: "7/10".
"""

from __future__ import annotations

import re
from decimal import Decimal

from triage.model.question import Span
from triage.screening.roster.taken import Taken, in_trouble, short
from triage.screening.standing.words import Words, fold

_LONGEST = 40
_COMMA = re.compile(r"(-?[0-9]+),([0-9]+)")
_POINT = re.compile(r"(-?[0-9]+)\.([0-9]+)")
_OF = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*/\s*([0-9]+)")
_QUANTITY = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*([^\W\d_].*)?")


def number_in(text: str, decimal: str | None, span: Span, words: Words) -> str | Taken:
    """Return a number as a sheet writes it; `decimal` is the decimal sign, where it is known."""
    if len(text) > _LONGEST:
        what, fix = f"'{short(text)}' is too long for a number", "write the number alone"
        return in_trouble(what, fix, "this is too long for a number", fix)
    number, unit = _parts(text, span, words)
    if number is None:
        return text
    plain = _plain(number, text, decimal)
    if isinstance(plain, Taken) or unit is None:
        return plain
    return _converted(plain, unit, span, words)


def sign_in(text: str, span: Span, words: Words) -> str | None:
    """Return the decimal sign that a number shows: comma, point, or None where it shows none."""
    number, _ = _parts(text, span, words) if len(text) <= _LONGEST else (None, None)
    for sign, pattern in (("comma", _COMMA), ("point", _POINT)):
        found = pattern.fullmatch(number or "")
        if found and len(found[2]) != 3:
            return sign
    return None


def _parts(text: str, span: Span, words: Words) -> tuple[str | None, str | None]:
    """Return a number and its unit, if a text is a number with no more than that around it."""
    digits = "".join(str(int(each)) if each.isdecimal() else each for each in text)
    said = fold(digits)
    about = next((word for word in words.about if said.startswith(word)), "")
    if about and not said[len(about) :].startswith(tuple("abcdefghijklmnopqrstuvwxyz")):
        said = said[len(about) :].strip()
    of = _OF.fullmatch(said)
    if of and Decimal(of[2]) == span.most:
        return of[1], None
    found = _QUANTITY.fullmatch(said.rstrip(" ."))
    if found is None:
        return None, None
    unit = found[2]
    has_space = unit is None or said[len(found[1])].isspace()
    if not has_space and unit not in (*words.units, fold(span.unit)):
        return None, None
    return found[1], unit


def _plain(number: str, text: str, decimal: str | None) -> str | Taken:
    comma, point = _COMMA.fullmatch(number), _POINT.fullmatch(number)
    if comma is not None and decimal != "comma":
        return _unclear("comma", text)
    if point is not None and len(point[2]) == 3 and decimal != "point":
        return _unclear("point", text)
    if point is not None and decimal == "comma":
        return in_trouble(
            f"'{short(text)}' has a point where other numbers have a comma",
            "write all numbers of the roster the same way",
            "this has a point where other numbers have a comma",
            "write all numbers of the roster the same way",
        )
    return _written(Decimal(number.replace(",", ".")))


def _unclear(sign: str, text: str) -> Taken:
    """Return the trouble of a number with a sign that may separate thousands or decimals."""
    what = f"unclear whether the {sign} in {{}} separates thousands or decimals"
    fix = f"write whole numbers without it, or add --decimal {sign} if it is the decimal sign"
    return in_trouble(what.format(f"'{short(text)}'"), fix, what.format("this number"), fix)


def _converted(number: str, unit: str, span: Span, words: Words) -> str:
    """Return a number in the unit of its question, if words say how many one is of the other."""
    theirs, ours = words.units.get(unit), words.units.get(fold(span.unit))
    if unit == fold(span.unit):
        return number
    if theirs is None or ours is None or theirs[0] != ours[0]:
        return f"{number} {unit}"
    amount = Decimal(number) * theirs[1]
    is_exact = theirs[1] >= ours[1] or amount % ours[1] == 0
    return _written(amount / ours[1]) if is_exact else f"{number} {unit}"


def _written(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
