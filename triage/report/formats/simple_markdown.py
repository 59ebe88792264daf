"""The Markdown that reports are made of -> lines for a terminal: headings, paragraphs, lists.

`any_markdown` would do the same with these, to the byte, but importing rich for it takes half as
long as assessing a runner (benchmarks/startup.py). Whatever might mean something else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HEADINGS = {"#": ("bold", "="), "##": ("bold", "-"), "###": ("magenta", "")}
"""How each level of heading is written, always bold, and what underlines it."""

STRONG = BULLET = "bold"

_CODES = {"": "", "bold": "\x1b[1m", "magenta": "\x1b[1;35m"}
_RESET = "\x1b[0m"

_NARROW = re.compile(r"[\n -~¡-¬®-\u017f\u2013\u2014\u2018-\u201d•…→≤≥]*")
"""Characters that take one column each, and of which none but the new line ends a line."""

_LINE_END = re.compile(r"[ \\]$", re.MULTILINE)
"""What makes a line break that is kept."""

_START = r"(?!\d+[.)](?:\s|$))(?:[^\W_]|\*\*|\\|[\"'(\u2018“…])"
"""How a line begins that is text and nothing else."""

_BLOCK = re.compile(
    rf"(?P<level>\#{{1,3}})[ ](?P<heading>{_START}.*)"
    rf"|(?P<list>-[ ]{_START}.*(?:\n(?:-|[ ])[ ]{_START}.*)*)"
    rf"|(?P<paragraph>{_START}.*(?:\n{_START}.*)*)",
    re.VERBOSE,
)

_LETTER = (
    r"(?:[^*\\`\[\]<>&~_|#]"
    r"|\\[!-/:-@\[-`{-~]"  # escaped
    r"|&(?![#\w]*;)"  # no entity
    r"|(?<=[^\W_])_(?=[^\W_]))"  # inside a word
)
_RUN = re.compile(
    rf"(?:(?<![^\s(])\*\*(?P<strong>(?=[^\W_]){_LETTER}+(?<!\s))\*\*(?![^\s.,:;])"
    rf"|(?P<plain>{_LETTER}+))"
)

_WORD = re.compile(r"\s*\S+\s*")

Run = tuple[str, str]
"""Text and its style."""


class _NotSimple(Exception):
    """This may mean something that is not laid out here."""


def lay_out(markdown: str, *, width: int, colour: bool) -> str | None:
    """Return Markdown as `any_markdown` does, or None when this cannot be certain to."""
    if not _NARROW.fullmatch(markdown) or _LINE_END.search(markdown):
        return None
    try:
        lines = list(_lines(markdown, width))
    except _NotSimple:
        return None
    return "".join(_line(line, colour).rstrip() + "\n" for line in lines)


def _line(runs: Iterable[Run], colour: bool) -> str:
    if not colour:
        return "".join(text for text, _ in runs)
    return "".join(
        f"{_CODES[style]}{text}{_RESET}" if style and text else text for text, style in runs
    )


def _lines(markdown: str, width: int) -> Iterator[list[Run]]:
    was_list = False
    for number, written in enumerate(re.split(r"\n{2,}", markdown.strip("\n"))):
        block = _BLOCK.fullmatch(written)
        if block is None or (was_list and block["list"]):  # two lists may be one with gaps
            raise _NotSimple
        if number or block["list"]:
            yield []
        if block["level"]:
            yield from _heading(block["heading"], *HEADINGS[block["level"]], width)
        elif block["list"]:
            yield from _list(block["list"], width)
        else:
            yield from _wrapped(_runs(block["paragraph"]), width)
        was_list = bool(block["list"])


def _heading(written: str, style: str, rule: str, width: int) -> Iterator[list[Run]]:
    runs = _runs(written)
    if len(runs) != 1 or runs[0][1]:
        raise _NotSimple
    text = runs[0][0]
    yield []
    yield from _wrapped([(text, style)], width)
    if rule:
        yield [(rule * min(len(text), width), "")]


def _list(written: str, width: int) -> Iterator[list[Run]]:
    for item in re.split(r"^- ", written, flags=re.MULTILINE)[1:]:
        runs = _runs(item.rstrip("\n").replace("\n  ", "\n"))
        for number, line in enumerate(_wrapped(runs, width - 3)):
            yield [("   " if number else " • ", BULLET), *line]


def _runs(written: str) -> list[Run]:
    runs, end = [], 0
    for run in _RUN.finditer(written):
        if run.start() != end:
            raise _NotSimple
        end = run.end()
        text = run["strong"] or run["plain"]
        runs.append((_read(text), STRONG if run["strong"] else ""))
    if end != len(written):
        raise _NotSimple
    return runs


def _read(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written.replace("\n", " "))


def _wrapped(runs: list[Run], width: int) -> Iterator[list[Run]]:
    start = 0
    for end in _ends("".join(text for text, _ in runs), width):
        yield _slice(runs, start, end, width)
        start = end


def _ends(text: str, width: int) -> Iterator[int]:
    column = 0
    for word in _WORD.finditer(text):
        least = len(word[0].rstrip())
        if least > width:
            raise _NotSimple
        if column + least > width:
            yield word.start()
            column = 0
        column += len(word[0])
    yield len(text)


def _slice(runs: list[Run], start: int, end: int, width: int) -> list[Run]:
    """Return part of the runs; of spaces at the end only those that fit."""
    end = min(end, start + width)
    line, place = [], 0
    for text, style in runs:
        line.append((text[max(start - place, 0) : max(end - place, 0)], style))
        place += len(text)
    return line
