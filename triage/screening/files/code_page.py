"""The code page of text that is not UTF-8, taken only where every likely reading is the same.

Bytes do not say which code page they are in: one file reads as ãðä, грд, γπδ and דנה. A reading is
unlikely when it is not made of words, such as one with two scripts in a word or a capital inside
it. What is left must agree on every cell, else the user is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

_WINDOWS = tuple(f"cp{number}" for number in range(1250, 1259))
"""What spreadsheets on Windows write. Any other code page can only make a guess uncertain."""

_OLD = ("mac_roman", "mac_latin2", "cp850", "cp437", "cp852", "cp866")
"""Mac and DOS. Their commonest letters are below 0xA6: text without such bytes is in none."""

CODE_PAGES = (
    "cp1252",
    *(name for name in _WINDOWS if name != "cp1252"),
    *("iso8859_15", "iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"),
    *_OLD,
    *("mac_cyrillic", "mac_greek"),
)

MOST_BYTES = 1_000_000
"""Of different cells that are compared: some 60,000 names."""

_SHOWN, _BEFORE, _LONGEST = 6, 12, 40
_CELLS = re.compile(rb'[,;\t"\r\n]+')
_OLD_BYTES = re.compile(rb"[\x80-\xa5]")
_MARKS = frozenset("\xa0\u2013\u2014\u20ac\xb0\xab\xbb\u201c\u201d\u201e\u2018\u2019\u2026")
_MISPLACED = re.compile(
    r"[^\W\d_][\xab\u201e\u20ac]|[\xbb\u20ac\xb0][^\W\d_]|(?<!\S)\u2026[^\W\d_]"
)
_PARTS = re.compile("[a-zA-Z]*[\x80-\U0010ffff][a-zA-Z\x80-\U0010ffff]*")
_ASCII = re.compile(rb"[\x00-\x7f]*")
_ORDINALS = "\xaa\xba"
_FLORIN = "\u0192"  # a letter in no name, and what some code pages have in place of one


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The code page of a file; without one, the ways in which a cell of it can be read."""

    encoding: str | None
    line: int = 0
    readings: tuple[Reading, ...] = ()


def guess(lines: Iterable[tuple[int, bytes]]) -> Guess:
    """Return the code page of numbered lines, if every likely one gives the same text."""
    likely, alike = dict.fromkeys(CODE_PAGES), set(combinations(CODE_PAGES, 2))
    differ: dict[tuple[str, str], tuple[int, bytes]] = {}
    first, may_be_old, seen, size = (0, b""), False, set[bytes](), 0
    for number, line in lines:
        for cell in _CELLS.split(line):
            if cell.isascii() or cell in seen:
                continue
            size += len(cell)
            if size > MOST_BYTES:
                return Guess(None, *_shown(*first, CODE_PAGES))
            seen.add(cell)
            first = first if first[0] else (number, cell)
            may_be_old = may_be_old or _OLD_BYTES.search(cell) is not None
            said = {name: _decoded(cell, name) for name in likely}
            likely = {name: None for name, text in said.items() if text and is_words(text)}
            for pair in [pair for pair in alike if said.get(pair[0]) != said.get(pair[1])]:
                alike.remove(pair)
                differ[pair] = (number, cell)
    left = [name for name in likely if may_be_old or name not in _OLD]
    places = [differ[pair] for pair in combinations(left, 2) if pair in differ]
    if left and left[0] in _WINDOWS and not places:
        return Guess(left[0])
    if places:
        return Guess(None, *_shown(*min(places), left))
    return Guess(None, *_shown(*first, (*left, *CODE_PAGES)))


def is_words(text: str) -> bool:
    """Say whether text is made of words and usual marks, as names and remarks are."""
    if text.isascii():
        return True
    if not all(map(_is_usual, set(text))) or _MISPLACED.search(text):
        return False
    return all(map(_is_word, {word for part in set(_PARTS.findall(text)) for word in _words(part)}))


def _words(text: str) -> Iterator[str]:
    for is_word, letters in groupby(text, _is_part_of_a_word):
        if is_word:
            yield "".join(letters)


def _shown(line: int, cell: bytes, names: Iterable[str]) -> tuple[int, tuple[Reading, ...]]:
    """Return how a cell can be read: first in each script, then in other ways."""
    begins = max(0, len(_ASCII.match(cell)[0]) - _BEFORE)  # type: ignore[index]  # it always fits
    readings: dict[str, str] = {}
    for name in names:
        if _decoded(cell, name) is None:
            continue
        text = cell[begins : begins + _LONGEST].decode(name, "ignore")
        text = " ".join(text.split())
        if text.isprintable():
            readings.setdefault(text, name)
    one_each: dict[frozenset[str], str] = {}
    for text in readings:
        one_each.setdefault(frozenset(map(_script, filter(_is_part_of_a_word, text))), text)
    first = [text for scripts, text in one_each.items() if len(scripts) == 1]
    order = dict.fromkeys((*first, *readings))
    return line, tuple(Reading(text, readings[text]) for text in [*order][:_SHOWN])


def _decoded(cell: bytes, name: str) -> str | None:
    try:
        return cell.decode(name)
    except UnicodeDecodeError:
        return None


def _is_usual(sign: str) -> bool:
    return sign.isascii() or sign in _MARKS or (sign != _FLORIN and _is_part_of_a_word(sign))


def _is_part_of_a_word(sign: str) -> bool:
    return unicodedata.category(sign) in ("Lu", "Ll", "Lo", "Mn", "Mc")


def _is_word(word: str) -> bool:
    """Say whether letters can be one word: one script, no ligature, and no capital inside."""
    if word.isascii():
        return True
    if not word[0].isalpha() or any("\ufb00" <= letter <= "\ufb06" for letter in word):
        return False
    if len(set(map(_script, word)) - {"COMBINING"}) > 1:
        return False
    return word.isupper() or not any(
        letter.isupper() and not letter.isascii() for letter in word[1:]
    )


@lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    """Return the script of a letter, as Unicode names it; a Japanese word may use three."""
    if letter in _ORDINALS:
        return "LATIN"
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if name in ("HIRAGANA", "KATAKANA", "HALFWIDTH") else name
