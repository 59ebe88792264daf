"""The rules of a pack: their shape, and what the rules of each file may conclude."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import DISPOSITION, RULE_ID, SOURCES, Names
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import (
    Condition,
    Day,
    Field,
    Listing,
    Name,
    Number,
    Record,
    Text,
    one_of_values,
)
from triage.model.condition import Condition as When
from triage.model.disposition import Disposition
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    Points,
    RedFlag,
    Rule,
    Strength,
)

THEN = Record(
    "conclusion",
    {
        "finding": Field(
            Name("a finding"), "an intermediate fact, usable in later conditions", False
        ),
        "suspect": Field(Name("a suspect"), "a serious condition that cannot be ignored", False),
        "disposition": Field(DISPOSITION, "how urgently the suspect needs looking at", False),
        "cause": Field(Name("a cause"), "a contributing cause this is evidence for", False),
        "score": Field(Name("a score"), "a score this is an item of", False),
        "points": Field(Number(least=1, most=3), "1 weak, 2 moderate, 3 strong", False),
        "advise": Field(Name("an advice item"), "an advice item", False),
        "hold": Field(
            Listing(Name("a trait"), least=1),
            "exercises with these traits are not for this runner now",
            False,
        ),
        "add": Field(
            Name("an exercise"), "an exercise offered beyond those a runner starts with", False
        ),
    },
    one_of=(
        ("finding",),
        ("suspect", "disposition"),
        ("cause", "points"),
        ("score", "points"),
        ("advise",),
        ("hold",),
        ("add",),
    ),
)
RULE = Record(
    "rule",
    {
        "id": Field(RULE_ID, "permanent; a retired id is never used again"),
        "title": Field(Text(), "a short name for tables"),
        "salience": Field(
            Number(), "the greater fires first; never changes a conclusion (default 0)", False
        ),
        "when": Field(Condition(), "the condition"),
        "then": Field(THEN, "one conclusion"),
        "if_unsure": Field(
            DISPOSITION,
            "red flags only, and required there: the disposition when only 'not sure' keeps the "
            "condition from being decided",
            False,
        ),
        "because": Field(Text(), "one plain sentence to the runner"),
        "sources": Field(SOURCES, "keys of sources.yaml"),
        "evidence": Field(one_of_values(Strength), "what the rule rests on"),
        "since": Field(Day(), "the day the rule came into force"),
    },
)
RULES = Field(Listing(RULE), "the rules, in pack order", False)


def build_all(
    written: Iterable[tuple[PackFile, Entry]], names: Names, conditions: ConditionReader
) -> tuple[Rule, ...]:
    """Return the sound rules among those written, in pack order."""
    rules: list[Rule] = []
    for file, entry in written:
        if "sources" in entry:
            names.refer(entry["sources"], "source")
        when = conditions.read(entry["when"]) if "when" in entry else None
        then = _conclusion(entry, file, names)
        if when is None or then is None or not entry.is_sound:
            continue
        rules.append(build(entry, when, then, len(rules)))
    return tuple(rules)


def build(entry: Entry, when: When, then: Conclusion, order: int) -> Rule:
    """Return the rule of a sound record: one of a list of rules, or the band of a score."""
    return Rule(
        id=str(entry["id"]),
        title=str(entry["title"]),
        when=when,
        then=then,
        because=str(entry["because"]),
        sources=tuple(str(key) for key in entry["sources"]),
        strength=Strength(str(entry["evidence"])),
        since=date.fromisoformat(entry["since"]),
        order=order,
        salience=int(entry.get("salience", "0")),
        where=entry.where,
    )


def _conclusion(entry: Entry, file: PackFile, names: Names) -> Conclusion | None:
    then = entry.get("then")
    if not isinstance(then, Entry) or not then.is_sound:
        return None
    kind = next(iter(key for key in then if key not in ("disposition", "points")))
    if kind not in file.concludes:
        names.fault(
            f"{entry.get('id', 'a rule')} concludes '{kind}', which does not belong in {file.name}",
            then.where,
            f"move it; {file.name} holds rules for: {', '.join(file.concludes)}",
        )
    if ("if_unsure" in entry.written) != (kind == "suspect"):
        what = "lacks 'if_unsure'" if kind == "suspect" else "has 'if_unsure' but is not a red flag"
        names.fault(
            f"{entry.get('id', 'a rule')} {what}",
            entry.where,
            "say which disposition an unsure runner gets" if kind == "suspect" else "remove it",
        )
        return None
    match kind:
        case "finding":
            return Finding(*names.refer([then["finding"]], "finding"))
        case "suspect":
            names.refer([then["suspect"]], "suspect")
            return _red_flag(entry, then, names)
        case "cause":
            names.refer([then["cause"]], "cause")
            return Evidence(str(then["cause"]), int(then["points"]))
        case "score":
            names.refer([then["score"]], "score")
            return Points(str(then["score"]), int(then["points"]))
        case "advise":
            return Advise(*names.refer([then["advise"]], "advice item"))
        case "hold":
            return Hold(names.refer(then["hold"], "trait"))
    return Add(*names.refer([then["add"]], "exercise"))


def _red_flag(entry: Entry, then: Entry, names: Names) -> RedFlag | None:
    disposition = Disposition.named(then["disposition"])
    if "if_unsure" not in entry or entry["if_unsure"] not in [d.id for d in Disposition]:
        return None
    unsure = Disposition.named(entry["if_unsure"])
    if unsure > disposition:
        names.fault(
            f"{entry.get('id', 'a rule')} is more urgent when unsure than when sure",
            entry["if_unsure"].where,
            f"use {disposition.id} or something less urgent",
        )
        return None
    return RedFlag(str(then["suspect"]), disposition, unsure)
