"""Whether words that say how soon or who to see became less urgent.

A text that changed counts as less urgent unless it can be shown not to be: everything but the time
and the person is as before, no sentence with a negation was touched, and neither the soonest nor
the latest time, nor the most and the least urgent person, is less urgent than before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from triage.assurance.diff.changes import Change, Place
from triage.model.coaching import STATES

URGENT_TEXTS = frozenset({"stop_notice", "if_not_assessed"})
"""Texts of a pack beside its dispositions that say when to seek help."""


@dataclass(frozen=True, kw_only=True)
class Urgency:
    """What the words of one language say: hours, urgency of a person, and the opposite."""

    negating: frozenset[str]
    neutral: frozenset[str]
    soon: Mapping[str, float]  # in hours
    units: Mapping[str, float]  # in hours
    who: Mapping[str, int]  # more is more urgent

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        phrases = sorted({*self.soon, *self.who, *self.negating}, key=len, reverse=True)
        units = "|".join(map(re.escape, self.units))
        return re.compile(
            rf"(?P<least>\d+)(?:(?: to | or |-|\u2013)(?P<most>\d+))? ?(?P<unit>{units})s?\b"
            rf"|(?P<phrase>{'|'.join(map(re.escape, phrases))})(?![\w'])"
            r"|(?P<end>[.;:!?])|(?P<word>[\w&'-]+)"
        )

    def words(self, text: str) -> list[_Word]:
        """Return a text word by word, with what each says."""
        plain = " ".join(text.lower().replace("\u2019", "'").split())
        found, sentence = [], 0
        for match in self._pattern.finditer(plain):
            sentence += match["end"] is not None
            if match["end"] is None:
                found.append(_Word(match[0], sentence, *self._said(match)))
        return found

    def _said(self, match: re.Match[str]) -> tuple[tuple[float, ...], tuple[int, ...], bool]:
        """Return the hours that are named, the people, and whether it says the opposite."""
        text = match[0]
        if match["unit"] is not None:
            hours = self.units[match["unit"]]
            numbers = (match["least"], match["most"] or match["least"])
            return tuple(float(number) * hours for number in numbers), (), False
        hours_named = (self.soon[text],) if text in self.soon else ()
        people = (self.who[text],) if text in self.who else ()
        return hours_named, people, text in self.negating or text.endswith("n't")

    def negations(self, text: str) -> int:
        """Return how many words of a text say the opposite."""
        return sum(word.negates for word in self.words(text))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sentence: int
    hours: tuple[float, ...]
    people: tuple[int, ...]
    negates: bool


@dataclass(frozen=True, slots=True)
class Softened:
    """A text that may be less urgent than before, and why it counts as that."""

    change: Change
    why: str  # one of WHY


WHY = LANGUAGE, GONE, STATE, LATER, LESS, OTHER = (
    "language",  # no words are known for it
    "gone",
    "state",  # a coach sees a milder one
    "later",
    "less",  # someone less urgent to see
    "other",  # more than the time and the person changed
)


def softened(found: Iterable[Change], urgency: Urgency | None) -> tuple[Softened, ...]:
    """Return the texts on how soon and who to see that may be less urgent than before.

    `urgency` is None where the words of a pack's language are not known.
    """
    reasons = ((change, _why(change, urgency)) for change in found if is_urgent(change.place))
    return tuple(Softened(change, why) for change, why in reasons if why is not None)


def is_urgent(place: Place) -> bool:
    """Say whether the text in that place says how soon or who to see."""
    return place[0] in {"wordings", "coaching", *URGENT_TEXTS}


def _why(change: Change, urgency: Urgency | None) -> str | None:
    before, after = change.before, change.after
    if change.place[-1] == "state" and before in STATES and after in STATES:
        return STATE if STATES.index(after) > STATES.index(before) else None
    if not before:
        return None
    if not after:
        return GONE
    if not isinstance(before, str) or not isinstance(after, str):
        return OTHER
    return LANGUAGE if urgency is None else less_urgent(before, after, urgency)


def less_urgent(before: str, after: str, urgency: Urgency) -> str | None:
    """Return why a text may be less urgent than before, None where it is shown not to be."""
    old, new = urgency.words(before), urgency.words(after)
    touched = [*_only_in(old, new), *_only_in(new, old)]
    why = _later(old, new) or _lesser(old, new)
    if why is not None or not touched:
        return why
    for words in (old, new):
        denied = {word.sentence for word in words if word.negates}
        if any(word in touched and word.sentence in denied for word in words):
            return OTHER
    known = all(w.hours or w.people or w.text in urgency.neutral for w in touched)
    return None if known else OTHER


def _only_in(words: list[_Word], others: list[_Word]) -> list[_Word]:
    """Return the words of a text that another text does not have there."""
    matcher = SequenceMatcher(None, [w.text for w in words], [w.text for w in others], False)
    kept = {
        i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)
    }
    return [word for place, word in enumerate(words) if place not in kept]


def _later(old: list[_Word], new: list[_Word]) -> str | None:
    before, after = ([hour for word in words for hour in word.hours] for words in (old, new))
    if not before:
        return OTHER if after else None
    is_later = not after or min(after) > min(before) or max(after) > max(before)
    if len(before) == len(after):
        is_later |= any(b < a for b, a in zip(sorted(before), sorted(after), strict=True))
    return LATER if is_later else None


def _lesser(old: list[_Word], new: list[_Word]) -> str | None:
    before, after = ([who for word in words for who in word.people] for words in (old, new))
    if not before:
        return OTHER if after else None
    is_less = not after or max(after) < max(before) or min(after) < min(before)
    if len(before) == len(after):
        is_less |= any(b > a for b, a in zip(sorted(before), sorted(after), strict=True))
    return LESS if is_less else None
