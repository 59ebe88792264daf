"""pack.yaml: who wrote the pack, for whom, its grades and the wording of each disposition."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import DISPOSITION, VERSION, Names
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.shape import Day, Field, Listing, Name, Number, Record, Table, Text
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.model.pack import Wording

_TEXTS = (
    "id",
    "version",
    "language",
    "title",
    "intended_use",
    "review_status",
    "privacy",
    "stop_notice",
    "if_not_assessed",
)
WORDING = Record(
    "wording",
    {
        "title": Field(Text(), "the heading, a verb first"),
        "do_first": Field(Text(), "what to do first"),
        "contact": Field(Text(), "who to contact"),
        "how_soon": Field(Text(), "how soon"),
        "check_again": Field(Text(), "when to answer the questions again"),
        "needs": Field(
            DISPOSITION,
            "the least urgent disposition it suits: 'until seen' needs someone to see",
            False,
        ),
    },
)
FILE = PackFile(
    name="pack.yaml",
    shape=Record(
        "pack",
        {
            "id": Field(Name("a pack"), "unique among packs"),
            "version": Field(VERSION, "semantic version"),
            "date": Field(Day(), "the day of this version"),
            "language": Field(Name("a language", r"[a-z]{2}(-[A-Z]{2})?", "en"), "of every text"),
            "also_reads": Field(
                Listing(Name("a language", r"[a-z]{2}", "de"), least=1),
                "languages in which cells of a roster may say yes, no, not sure and none of these",
                required=False,
            ),
            "title": Field(Text(), "what the reports call it"),
            "intended_use": Field(Text(), "who it is for, and what for"),
            "limits": Field(Listing(Text(), least=1), "what it cannot do"),
            "authors": Field(Listing(Text(), least=1), "who is responsible for it"),
            "review_by": Field(Day(), "when it must be reviewed again"),
            "review_status": Field(Text(), "who has reviewed it, and who has not"),
            "privacy": Field(Text(), "what happens to answers"),
            "stop_notice": Field(Text(), "the line shown everywhere: when to call for help now"),
            "if_not_assessed": Field(
                Text(), "what to look out for and who to call when the software fails"
            ),
            "baseline": Field(DISPOSITION, "the disposition when no red flag counts"),
            "grades": Field(
                Table(Name("a grade"), Number(least=1, most=100)), "grade -> points it needs"
            ),
            "dispositions": Field(
                Record(
                    "dispositions", {d: Field(WORDING, f"wording of {d}") for d in DISPOSITION_IDS}
                ),
                "how this pack words each disposition",
            ),
        },
    ),
    is_required=True,
    defines={"grade": "grades"},
)


def build(head: Entry) -> dict[str, Any]:
    """Return what a sound head says about its pack, by the fields of Pack."""
    return {
        **{key: str(head[key]) for key in _TEXTS},
        "date": date.fromisoformat(head["date"]),
        "review_by": date.fromisoformat(head["review_by"]),
        "also_reads": tuple(str(language) for language in head.get("also_reads", ())),
        "limits": tuple(str(limit) for limit in head["limits"]),
        "authors": tuple(str(author) for author in head["authors"]),
        "baseline": Disposition.named(head["baseline"]),
    }


def build_grades(head: Entry, names: Names) -> tuple[tuple[str, int], ...]:
    """Return the grades of a cause and the points each needs, lowest first."""
    table: dict[Written, Written] = head.get("grades", {})
    grades = tuple((str(grade), int(points)) for grade, points in table.items())
    for (lower, few), (higher, many) in pairwise(grades):
        if few >= many:
            where = next(key.where for key in table if key == higher)
            names.fault(
                f"the grade '{higher}' needs no more points than '{lower}'",
                where,
                "list the grades from the fewest points to the most",
            )
    return grades


def build_wordings(head: Entry, names: Names) -> dict[Disposition, Wording]:
    """Return how the pack words each disposition."""
    found = {}
    for id, entry in head.get("dispositions", Entry(head.where)).items():
        if not entry.is_sound:
            continue
        level = Disposition.named(id)
        texts = {key: str(text) for key, text in entry.items() if key != "needs"}
        needs = Disposition.named(entry["needs"]) if "needs" in entry else None
        if needs is not None and needs > level:
            names.fault(
                f"the wording of {id} needs {needs.id}, which is more urgent",
                entry["needs"].where,
                f"word it so that it suits {id}",
            )
        found[level] = Wording(**texts, needs=needs)
    return found
