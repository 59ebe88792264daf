"""What a pack has renamed, split, merged, retired or added since each of its earlier versions."""

from __future__ import annotations

from dataclasses import dataclass, field

Name = tuple[str, str | None]
"""A question, or an option of one; the option is None for a question, an exercise or a rule."""

EXERCISE = "exercise "
"""What a name begins with if it is that of an exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of names: those of the version before, and those that took their place.

    One name for one is renamed, several for one are split, one for several is merged, none for one
    is retired, and one for none is added.
    """

    before: tuple[Name, ...] = ()
    after: tuple[Name, ...] = ()
    why: str | None = None

    @property
    def is_renamed(self) -> bool:
        """One name took the place of one."""
        return len(self.before) == 1 == len(self.after)

    @property
    def is_split(self) -> bool:
        """Several names took the place of one."""
        return len(self.after) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStep:
    """What changed since an earlier version, up to the one after it."""

    version: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of the answers of an earlier version, by the names that a sheet uses.

    `count` is how many questions keep an answer. `again` must be asked again; `new` was not asked
    in that version; `dropped` is no longer asked, with the reason. `is_said` is False where the
    version was concluded from the names.
    """

    version: str
    count: int
    again: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = field(default=())
    is_said: bool = True


def named(name: Name) -> str:
    """Return a name as it is written: `question` or `question.option`."""
    return name[0] if name[1] is None else f"{name[0]}.{name[1]}"


def name_of(text: str) -> Name:
    """Return the name that a text writes."""
    first, _, option = text.partition(".")
    return first, option or None
