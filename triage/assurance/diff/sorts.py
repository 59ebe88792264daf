"""Which parts of a pack are words, drawings or records. Whatever is not listed counts as logic."""

from __future__ import annotations

from enum import Enum


class Sort(Enum):
    """What kind of a change it is, by what it can do to a runner."""

    LOGIC = "logic"  # it can change a result, a question or a programme
    WORDS = "words"  # a runner, a coach or a reviewer reads it
    ORDER = "order"  # in which things are asked, shown or tried
    DRAWING = "drawing"
    RECORD = "record"  # who says so, and what was promised and excused


WORDS = frozenset(
    {
        "action",
        "aim",
        "because",
        "check_again",
        "contact",
        "cues",
        "denies",
        "do_first",
        "dose",
        "explain",
        "first_says",
        "flexibility",
        "help",
        "how_soon",
        "if_not_assessed",
        "intended_use",
        "label",
        "language",
        "limits",
        "name",
        "note",
        "privacy",
        "progression",
        "review_status",
        "runs",
        "says",
        "stop_notice",
        "stop_rule",
        "text",
        "title",
        "unless",
        "way",
        "weeks",
    }
)
DRAWINGS = frozenset({"body_map", "poses", "regions"})
RECORDS = frozenset(
    {
        "authors",
        "date",
        "evidence",
        "exceptions",
        "hazards",
        "promises",
        "reading_exceptions",
        "review_by",
        "since",
        "sources",
        "strength",
        "version",
        "vignettes",
    }
)


def sort_of(field: str, above: Sort) -> Sort:
    """Return the sort of a field of something that is of a sort itself."""
    if above is Sort.RECORD or field in RECORDS:
        return Sort.RECORD
    if field in WORDS:
        return Sort.WORDS
    return Sort.DRAWING if field in DRAWINGS else above
