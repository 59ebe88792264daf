"""What can go wrong, said so that the reader can fix it.

The tree::

    TriageError            anything we stop for, with every fault found
    ├── PackFault          a rule pack says something we cannot accept   (for its author to fix)
    ├── AnswerFault        a sheet holds an answer we cannot accept      (for the runner to fix)
    ├── ReportFault        a report does not follow from its answers and its pack
    ├── TemplateFault      one of the user's own templates has a mistake
    ├── FileFault          a file could not be found, read or written
    ├── ExtraMissing       an optional part of the software is not installed
    ├── ProofFault         our own mistake: the solver and the engine do not agree about a sheet
    └── EngineFault        our own mistake: the message must say to seek care

A fault says what is wrong, where, and how to fix it, in that order. An error carries all the
faults found in one run, in the order of the places they were found.

The words of every fault that a runner can meet are in `faults.toml` beside the templates. They are
read when the first fault is shown, without the template engine, which may be what failed. Only the
`LAST_RESORT` is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from triage.resources import templates_folder

LAST_RESORT = "This could not be assessed. Do not take this as good news: please ask a doctor."
"""Shown when `faults.toml` cannot be read, or lacks the words that are needed."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SHORTEST = 4
"""Letters of the shortest word that can be misspelt: one letter makes another of a shorter one."""


class Location(NamedTuple):
    """A place in a file: 1-based line and column, 0 where the whole file is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, where it is and how to fix it."""

    what: str
    where: Location
    fix: str

    @classmethod
    def worded(
        cls, key: str, where: Location, fix: str | None = None, /, **values: object
    ) -> Fault:
        """Return the fault whose words are under that key, with the values filled in.

        Where the fix depends on the case, the caller words it and hands it in as `fix`.
        """
        if fix is None:
            fix = worded(f"{key}.fix", **values)
        return cls(what=worded(f"{key}.what", **values), where=where, fix=fix)

    def __str__(self) -> str:
        return worded("fault", where=self.where, what=self.what, fix=self.fix)


class TriageError(Exception):
    """The command stopped, and these are all the faults that made it stop."""

    exit_code: ClassVar[int] = 70

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        found = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.faults = tuple(sorted(found, key=lambda fault: (fault.where, fault.what)))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[TriageError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # from a process to the one that started it


class PackFault(TriageError):
    """A rule pack says something we cannot accept."""

    exit_code = 4


class AnswerFault(TriageError):
    """An answer sheet or roster says something the pack's questions do not admit."""

    exit_code = 3


class ReportFault(TriageError):
    """A report does not follow from its answers and its pack, or is not one at all."""

    exit_code = 3


class TemplateFault(TriageError):
    """A user's own template, or a file of words beside it, has a mistake."""

    exit_code = 4


class FileFault(TriageError):
    """A file could not be found, read or written."""

    exit_code = 5


class ExtraMissing(TriageError):
    """A command needs an optional part of the software that is not installed."""

    exit_code = 5


class ProofFault(TriageError):
    """Our own mistake: the solver found a sheet of which the engine does not say the same."""

    exit_code = 70


class EngineFault(Exception):
    """Our own mistake. The runner could not be assessed, and the message must say to seek care."""

    exit_code = 70


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one known name that differs from `name` by a slip of the finger only, or None.

    A suggestion that changes what is meant is worse than none: 'upper' is near to 'lower' in
    spelling, but not a misspelt 'lower'.
    """
    words = _words(name)
    close = {"".join(meant): one for one in known if _is_slip(words, meant := _words(one))}
    if len(close) > 1:
        return close.get("".join(words))
    return next(iter(close.values()), None)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a fix with the nearest known name, or `otherwise` when none is near."""
    close = nearest(name, known)
    return worded("write_nearest", nearest=close) if close else otherwise


def _words(name: str) -> list[str]:
    words = (word for word in _BETWEEN_WORDS.split(name.lower()) if word)
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in words]


def _is_slip(said: list[str], meant: list[str]) -> bool:
    """Say whether two names differ at most in how words are joined, or by one slip in one word."""
    if "".join(said) == "".join(meant):
        return True
    if len(said) != len(meant):
        return False
    different = [pair for pair in zip(said, meant, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _is_misspelt(*different[0])


def _is_misspelt(said: str, meant: str) -> bool:
    """Say whether two words differ by one wrong, missing, doubled or swapped letter.

    Not at all in short words and numbers, and not by a letter before the first one: 'no' is not
    'not', 'week 2' not 'week 3', and 'typical' not 'atypical'.
    """
    shorter, longer = sorted((said, meant), key=len)
    if len(shorter) < _SHORTEST or not (said.isalpha() and meant.isalpha()):
        return False
    if len(longer) - len(shorter) == 1:
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer)))
    if len(longer) != len(shorter):
        return False
    wrong = [n for n, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] - wrong[0] == 1:
        first, second = wrong
        return said[first] == meant[second] and said[second] == meant[first]
    return len(wrong) == 1


def worded(key: str, /, **values: object) -> str:
    """Return the words under a key, such as `file.missing.what`, with the values filled in.

    It never fails: without the words, it returns the `LAST_RESORT` and then the values.
    """
    try:
        words: Any = reduce(lambda part, name: part[name], key.split("."), _catalogue(_file()))
        return str(words.format(**values))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        lines = "\n".join([LAST_RESORT, *map(str, values.values())]).splitlines()
        return "\n".join(dict.fromkeys(lines))  # once: the parts of a fault have it too


def _file() -> Path:
    return templates_folder() / "faults.toml"


@cache
def _catalogue(file: Path) -> Any:
    import tomllib  # needed only when something goes wrong

    return tomllib.loads(file.read_text(encoding="utf-8"))
