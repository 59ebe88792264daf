"""What a report says of its pack: who wrote it, its dispositions and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from triage.model.disposition import Disposition
from triage.model.pack import Pack


class PackView(TypedDict):
    """The pack the report rests on. `is_stale` says that its review date has passed."""

    id: str
    version: str
    date: str
    title: str
    language: str
    digest: str
    authors: list[str]
    review_by: str
    review_status: str
    is_stale: bool
    intended_use: str
    limits: list[str]
    privacy: str
    stop_notice: str


class DispositionView(TypedDict):
    """A disposition: `level` from 0 (self-care) to 4 (emergency), and the pack's words for it."""

    id: str
    level: int
    title: str
    do_first: str
    contact: str
    how_soon: str
    check_again: str


class SourceView(TypedDict):
    """A source the report rests on. `was_read` is False where its authors did not read it."""

    key: str
    citation: str
    url: str | None
    year: str | None
    kind: str
    read: str
    was_read: bool


def pack_view(pack: Pack, today: date) -> PackView:
    """Return what a reader needs to know of a pack."""
    return {
        "id": pack.id,
        "version": pack.version,
        "date": pack.date.isoformat(),
        "title": pack.title,
        "language": pack.language,
        "digest": pack.digest,
        "authors": list(pack.authors),
        "review_by": pack.review_by.isoformat(),
        "review_status": pack.review_status,
        "is_stale": today > pack.review_by,
        "intended_use": pack.intended_use,
        "limits": list(pack.limits),
        "privacy": pack.privacy,
        "stop_notice": pack.stop_notice,
    }


def disposition_view(disposition: Disposition, pack: Pack) -> DispositionView:
    """Return a disposition in the pack's words."""
    wording = pack.wordings[disposition]
    return {
        "id": disposition.id,
        "level": int(disposition),
        "title": wording.title,
        "do_first": wording.do_first,
        "contact": wording.contact,
        "how_soon": wording.how_soon,
        "check_again": wording.check_again,
    }


def is_mild_but_unfinished(disposition: Disposition, *, is_complete: bool) -> bool:
    """Return whether a result is calmer than same day only so far: that is not an all-clear."""
    return not is_complete and disposition < Disposition.SAME_DAY


def sources_view(pack: Pack, keys: Iterable[str]) -> list[SourceView]:
    """Return the sources of these keys, in the pack's order."""
    shown = set(keys)
    return [
        {
            "key": source.key,
            "citation": source.citation,
            "url": source.url,
            "year": source.year,
            "kind": source.kind,
            "read": source.read,
            "was_read": source.was_read,
        }
        for source in pack.sources.values()
        if source.key in shown
    ]
