"""The encoding of a text file, and its lines. A line too long for memory is refused."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from triage.screening.files.table import LONGEST_LINE, missing_extra, refuse

_USUAL = "cp1252"
_MARKS = "\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u20ac\xb0\xab\xbb\xb7\xa0"
_LEGACY = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman"]


def lines_of(text: Any, file: str) -> Iterator[str]:
    """Yield the lines of an open text file, and refuse one that is too long for memory."""
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _too_long(file, number)
        yield line


def _too_long(file: str, number: int) -> NoReturn:
    refuse(
        f"this line is longer than {LONGEST_LINE // 1_000_000} MB",
        file,
        "check that this is a roster with one row per runner, each on a line of its own",
        number,
    )


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file, and refuse a mixture of two."""
    file = str(path)
    with path.open("rb") as content:
        head = content.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        content.seek(0)
        return encoding_of_lines(content, file)


def encoding_of_lines(content: BinaryIO, file: str) -> str:
    """Return the encoding of the lines of a file, and refuse a mixture of two."""
    number, utf8, other, sample = 0, 0, 0, b""
    while line := content.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _too_long(file, number)
        if b"\0" in line:
            refuse(
                "this line contains a NUL byte",
                file,
                "save the roster again as CSV in UTF-8",
                number,
            )
        if line.isascii():
            continue
        try:
            line.decode()
            utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
            sample += line if len(sample) < LONGEST_LINE else b""
        if (utf8 > 1 and other) or (utf8 and other > 1):
            refuse(
                f"the file mixes two encodings: line {utf8} is UTF-8, line {other} is not",
                file,
                "save the whole roster as UTF-8",
                max(utf8, other),
            )
    if not other:
        return "utf-8-sig"
    if utf8:
        refuse("the file mixes two encodings", file, "save the whole roster as UTF-8", other)
    best = _charset(sample)
    if best is None:
        refuse(
            "the file is not UTF-8, and its encoding could not be detected",
            file,
            "save it as UTF-8, or name its encoding with --encoding",
            other,
        )
    return best


def _charset(sample: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise missing_extra("a roster that is not UTF-8", "charset-normalizer") from None
    found = from_bytes(sample, cp_isolation=_LEGACY)
    best = found.best()
    if best is None:
        return None
    # A few names fit several encodings, and most rosters that are not UTF-8 are cp1252.
    alike = {name for each in found if each.chaos <= best.chaos for name in _names(each)}
    return _USUAL if _USUAL in alike and _is_words(sample.decode(_USUAL)) else best.encoding


def _names(match: Any) -> tuple[str, ...]:
    return (match.encoding, *match.could_be_from_charset)


def _is_words(text: str) -> bool:
    """Say whether text is letters and usual punctuation, with no sign in place of a letter."""
    return all(letter.isalpha() or letter.isascii() or letter in _MARKS for letter in text)
