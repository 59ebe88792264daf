"""The names of a pack: what they look like, which are defined, and what refers to them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass

from triage.errors import Location, did_you_mean
from triage.knowledge.pack.written import WrittenPack
from triage.knowledge.yaml.form import Entry, Form, Written
from triage.knowledge.yaml.shape import Listing, Name, OneOf
from triage.model.disposition import DISPOSITION_IDS

DISPOSITION = OneOf(DISPOSITION_IDS)
RULE_ID = Name("a rule", r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", "RF-FEVER-01")
SOURCE_KEY = Name("a source", r"[A-Z][A-Z0-9_]*", "NICE_NG59")
VERSION = Name("a version", r"[0-9]+\.[0-9]+\.[0-9]+", "1.0.0")
VIGNETTE_ID = Name("a vignette", r"[A-Za-z0-9][A-Za-z0-9_.-]*", "first-marathon")
SOURCES = Listing(SOURCE_KEY, least=1)
ONE_NAMESPACE = ("question", "finding", "cause", "score")
"""What conditions can begin with, so that each name means one thing."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names a pack defines, by kind, and where to note a reference to one it does not define.

    `lost` holds the kinds of names that could not all be read: any name of theirs may be defined.
    """

    ids: Map[str, frozenset[str]]
    lost: frozenset[str]
    form: Form

    def fault(self, what: str, where: Location, fix: str) -> None:
        """Note a fault."""
        self.form.fault(what, where, fix)

    def refer(self, wanted: Iterable[Written], what: str) -> tuple[str, ...]:
        """Return the names as plain text, and fault those the pack does not define."""
        return self.refer_among(wanted, self.ids[what], what)

    def refer_among(
        self, wanted: Iterable[Written], known: Iterable[str], what: str
    ) -> tuple[str, ...]:
        """Return the names as plain text, and fault those that are not among the known ones."""
        known = known if isinstance(known, frozenset) else frozenset(known)
        found = []
        for name in wanted:
            if name not in known and what not in self.lost:
                others = f"define it, or use one of: {few(known)}" if known else "define it"
                self.fault(
                    f"there is no {what} '{name}'", name.where, did_you_mean(name, known, others)
                )
            found.append(str(name))
        return tuple(found)


def names_of(written: WrittenPack) -> Names:
    """Return the names that the files of a pack define, and fault those defined twice."""
    form = written.form
    homes = {
        what: (file.name, key) for file in written.shapes for what, key in file.defines.items()
    }
    ids = {
        what: frozenset(str(key) for key in table)
        if isinstance(table := written.files[file].get(key), dict)
        else ids_of(written.entries(file, key), what, form)
        for what, (file, key) in homes.items()
    }
    bands = [b for e in written.entries("scores.yaml", "scores") for b in e.get("bands", ())]
    rules = [*(entry for _, entry in written.rules()), *bands]
    ids["rule"] = ids_of(rules, "rule", form)
    lost = {what for what, home in homes.items() if written.is_lost(*home)}
    if any(written.is_lost(file.name, "rules") for file in written.shapes if file.concludes):
        lost.add("rule")
    shared = (written.entries(*homes[what]) for what in ONE_NAMESPACE)
    _check_one_namespace(shared, form)
    return Names(ids=ids, lost=frozenset(lost), form=form)


def ids_of(entries: Iterable[Entry], what: str, form: Form) -> frozenset[str]:
    """Return the ids of records, and fault those given twice."""
    seen: dict[str, Written] = {}
    for entry in entries:
        id = entry.get("id")
        if not isinstance(id, Written):
            continue
        if id in seen:
            form.fault(
                f"{what} '{id}' is defined twice, first on line {seen[id].where.line}",
                id.where,
                "give one of them another id",
            )
        seen.setdefault(str(id), id)
    return frozenset(seen)


def _check_one_namespace(groups: Iterable[Iterable[Entry]], form: Form) -> None:
    seen: dict[str, Written] = {}
    for group in groups:
        for id in dict.fromkeys(e["id"] for e in group if "id" in e):
            if id in seen:
                other = seen[id].where
                form.fault(
                    f"'{id}' is already the name of something else ({other.file}:{other.line})",
                    id.where,
                    "questions, findings, causes and scores share one set of names: choose another",
                )
            seen[id] = id


def few(names: Iterable[str]) -> str:
    """Return the first names of many, as a fix lists them."""
    listed = sorted(names)
    return ", ".join(listed[:6]) + (", …" if len(listed) > 6 else "")
