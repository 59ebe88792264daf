"""The encoding of a text file, and its lines. A line too long for memory is refused."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from triage.screening.files.code_page import Guess, guess
from triage.screening.files.table import LONGEST_LINE, refuse

_PIECE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def opened(path: Path, encoding: str, newline: str = "\n") -> Iterator[TextIO]:
    """Open a text file; bytes that are not in its encoding are a fault of their line.

    Raises:
        AnswerFault: it has such bytes.
    """
    try:
        with path.open(encoding=encoding, newline=newline) as text:
            yield text
    except UnicodeError:
        refuse(
            f"this is not text in {encoding}",
            str(path),
            "save it as UTF-8, or name its encoding with --encoding",
            bad_line(path, encoding),
        )


def lines_of(text: TextIO, file: str) -> Iterator[str]:
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
    """Return the encoding of a text file, and refuse a mixture of two, or one that is not certain.

    UTF-8, and UTF-16 and UTF-32 with their marks, are certain; see `code_page` for the others.
    """
    marked = marked_encoding(path)
    if marked in ("utf-16", "utf-32"):
        return marked
    return "utf-8-sig" if _is_utf8(path) else _code_page(path)


def marked_encoding(path: Path) -> str | None:
    """Return the encoding that the mark at the start of a file names, if it has one."""
    with path.open("rb") as content:
        head = content.read(4)
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def chosen_encoding(path: Path, name: str) -> str:
    """Return the encoding that a user named, if there is one and the file can be in it."""
    file = str(path)
    try:
        "a,b".encode(name).decode(name, "ignore")
        codecs.getincrementaldecoder(name)("strict").decode(b"")
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        refuse(f"there is no encoding '{name}'", file, "name one such as utf-8 or cp1252")
    marked = marked_encoding(path)
    if marked is None:
        return name
    family = marked.removesuffix("-sig")
    if not codecs.lookup(name).name.startswith(family):
        refuse(
            f"the file begins with the mark of {family.upper()}, so it is not in {name}",
            file,
            "leave out --encoding",
        )
    return marked


def bad_line(path: Path, encoding: str) -> int:
    """Return the first line of a file that is not text in an encoding, or 0."""
    decoder, line = codecs.getincrementaldecoder(encoding)("strict"), 1
    with path.open("rb") as content:
        try:
            while piece := content.read(_PIECE):
                line += decoder.decode(piece).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding, "ignore")
            return line + good.count("\n")
        except UnicodeError:
            return line
    return 0


def _is_utf8(path: Path) -> bool:
    """Say whether the lines of a file are UTF-8, and refuse a mixture of it with another."""
    file, number, utf8, other = str(path), 0, 0, 0
    with path.open("rb") as content:
        while line := content.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                _too_long(file, number)
            if b"\0" in line:
                _refuse_nul(path, number)
            if line.isascii():
                continue
            try:
                line.decode()
                utf8 = utf8 or number
            except UnicodeDecodeError:
                other = other or number
            if utf8 and other:
                refuse(
                    f"the file mixes two encodings: line {utf8} is UTF-8, line {other} is not",
                    file,
                    "save the whole roster as UTF-8",
                    max(utf8, other),
                )
    return not other


def _refuse_nul(path: Path, number: int) -> NoReturn:
    with path.open("rb") as content:
        head = content.read(_PIECE)
    pairs = max(len(head) // 2, 1)
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) * 2 > pairs:
            refuse(
                "the file seems to be UTF-16 without the mark that says so",
                str(path),
                f"save it as CSV in UTF-8, or add --encoding {name}",
                number,
            )
    refuse(
        "this line contains a NUL byte",
        str(path),
        "save the roster again as CSV in UTF-8",
        number,
    )


def _code_page(path: Path) -> str:
    with path.open("rb") as content:
        found = guess(enumerate(content, 1))
    if found.encoding is None:
        _ask(path, found)
    return found.encoding


def _ask(path: Path, found: Guess) -> NoReturn:
    readings = [f"'{reading.text}' ({reading.encoding})" for reading in found.readings]
    ways = f": this line may read {' or '.join(readings)}" if readings else ""
    refuse(
        f"the file is not UTF-8, and its encoding is not certain{ways}",
        str(path),
        "name the encoding of the right one with --encoding, or save the file as UTF-8",
        found.line,
    )
