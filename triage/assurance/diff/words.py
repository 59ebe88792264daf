"""Which of its own words a pack changed: those about the pack, its dispositions and for a coach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from triage.model.pack import Pack

HEAD = (
    "title",
    "intended_use",
    "review_status",
    "privacy",
    "stop_notice",
    "if_not_assessed",
)


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text by its place in the pack's files, before and after; empty where there is none."""

    place: str
    before: str
    after: str


def reworded(old: Pack, new: Pack) -> tuple[Reworded, ...]:
    """Return every text that is not the same in both packs, in the order of the pack's files."""
    before, after = dict(_texts(old)), dict(_texts(new))
    return tuple(
        Reworded(place, before.get(place, ""), after.get(place, ""))
        for place in {**after, **before}
        if before.get(place) != after.get(place)
    )


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    for key in HEAD:
        yield key, getattr(pack, key)
    yield "limits", " ".join(pack.limits)
    for level, wording in pack.wordings.items():
        for key, text in asdict(wording).items():
            yield f"{level.id}.{key}", text
    for level, coaching in pack.coaching.items():
        for part in ("finished", "unfinished"):
            meaning = getattr(coaching, part)
            yield f"{level.id}.coach.{part}.state", meaning.state
            yield f"{level.id}.coach.{part}.action", meaning.action
