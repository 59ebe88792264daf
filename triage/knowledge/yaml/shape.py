"""What the files of a pack may hold, as data.

One description serves three readers: `build` takes a file apart by it and names every fault,
`schema` turns it into JSON Schema for editors, and docs/pack-format.md prints it as tables.
It knows the form of a file; what names refer to is checked in `build`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any

from triage.model.disposition import DISPOSITION_IDS
from triage.model.exercise import ExerciseKind, Side, UseWhen
from triage.model.question import REGIONS, Kind
from triage.model.rule import Strength
from triage.model.skeleton.pose import ANGLES, LIMBS, PARTS, View, Wall


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a person."""


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier. `what` says what it names, for messages; `pattern` what it may look like."""

    what: str
    pattern: str = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    example: str = "night_pain"

    def matches(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number such as 42 or 0.5."""

    whole: bool = True
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date such as 2026-11-22."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a list."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things of one shape; `short` lets a single one stand without brackets."""

    of: Shape
    least: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from names to things of one shape."""

    key: Name
    of: Shape


@dataclass(frozen=True, slots=True)
class Condition:
    """An atom, or all / any / none / at_least of conditions."""


@dataclass(frozen=True, slots=True)
class Anything:
    """A part that is checked elsewhere (the answers of a vignette)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its shape, whether it must be there, and what it is for."""

    shape: Shape
    doc: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. With `one_of`, exactly one of those groups of keys is there."""

    name: str
    fields: Map[str, Field] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()


Shape = Text | Name | Number | Day | OneOf | Listing | Table | Condition | Anything | Record

YES_NO = OneOf(("yes", "no"))
DISPOSITION = OneOf(DISPOSITION_IDS)
RULE_ID = Name("a rule", r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", "RF-SADDLE-01")
SOURCE_KEY = Name("a source", r"[A-Z][A-Z0-9_]*", "NICE_NG59")
STORY_ID = Name("a vignette", r"[A-Za-z0-9][A-Za-z0-9_.-]*", "first-marathon")
SOURCES = Listing(SOURCE_KEY, least=1)


def _values(enum: Any) -> OneOf:
    return OneOf(tuple(member.value for member in enum))


def _named(what: str) -> Name:
    return Name(what)


THEN = Record(
    "conclusion",
    {
        "finding": Field(
            _named("a finding"), "an intermediate fact, usable in later conditions", False
        ),
        "suspect": Field(_named("a suspect"), "a serious condition that cannot be ignored", False),
        "disposition": Field(DISPOSITION, "how urgently the suspect needs looking at", False),
        "cause": Field(_named("a cause"), "a contributing cause this is evidence for", False),
        "points": Field(Number(least=1, most=3), "1 weak, 2 moderate, 3 strong evidence", False),
        "advise": Field(_named("an advice item"), "an advice item", False),
        "hold": Field(
            Listing(_named("a trait"), least=1),
            "exercises with these traits are not for this runner now",
            False,
        ),
        "add": Field(_named("an exercise"), "an exercise offered beyond the first four", False),
    },
    one_of=(
        ("finding",),
        ("suspect", "disposition"),
        ("cause", "points"),
        ("advise",),
        ("hold",),
        ("add",),
    ),
)

RULE = Record(
    "rule",
    {
        "id": Field(RULE_ID, "stable for ever; a retired id is never used again"),
        "title": Field(Text(), "a short name for tables"),
        "salience": Field(
            Number(), "greater fires first; never changes a conclusion (default 0)", False
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
        "evidence": Field(_values(Strength), "what the rule rests on"),
        "since": Field(Day(), "the day the rule came into force"),
    },
)
RULES = Field(Listing(RULE), "the rules, in pack order", False)


def _labelled(what: str, **extra: Field) -> Record:
    return Record(
        what,
        {
            "id": Field(_named(f"a {what}"), "unique"),
            "label": Field(Text(), "a short name for tables and headings"),
            **extra,
        },
    )


OPTION = Record(
    "option",
    {
        "id": Field(_named("an option"), "unique within the question"),
        "label": Field(Text(), "the words beside the box"),
        "says": Field(Text(), "the runner's statement: 'your pain is in your lower back'"),
        "denies": Field(Text(), "checklists only: 'you have no fever'", False),
        "regions": Field(
            Listing(OneOf(REGIONS), least=1), "the places a body map marks for it", False
        ),
    },
)
QUESTION = Record(
    "question",
    {
        "id": Field(_named("a question"), "unique; also how answer sheets name it"),
        "type": Field(_values(Kind), "what sort of answer it takes"),
        "text": Field(Text(), "the question as the runner reads it"),
        "label": Field(Text(), "a short noun phrase for tables"),
        "options": Field(Listing(OPTION, least=1), "choice and checklist only", False),
        "says": Field(Text(), "yes_no: the statement for yes; number: with {value}", False),
        "denies": Field(Text(), "yes_no only: the statement for no", False),
        "unit": Field(Text(), "number only: days, years, points", False),
        "min": Field(Number(whole=False), "number only: the least admitted", False),
        "max": Field(Number(whole=False), "number only: the most admitted", False),
        "whole": Field(YES_NO, "number only: whole numbers alone (default yes)", False),
        "ask_when": Field(Condition(), "asked only then; looks at earlier questions only", False),
        "help": Field(Text(), "a longer explanation", False),
        "changeable": Field(YES_NO, "yes where a runner can change it", False),
        "fixed": Field(YES_NO, "yes for what cannot newly come about: age, history", False),
        "absent": Field(Text(), "the answer that says the sign is not there", False),
    },
)
CAUSE = _labelled(
    "cause",
    explain=Field(Text(), "one plain sentence"),
    strength=Field(
        OneOf(("strong", "moderate", "weak", "very_weak")), "how good the evidence for it is"
    ),
    note=Field(Text(), "what the evidence says"),
    sources=Field(SOURCES, "keys of sources.yaml"),
    exercises=Field(Listing(_named("an exercise")), "what helps", False),
)
ADVICE = _labelled(
    "advice",
    text=Field(Text(), "what to do, in plain words"),
    kind=Field(
        OneOf(("today", "running", "avoid", "medicine", "recheck", "return", "outlook")),
        "where the report shows it",
    ),
    for_cause=Field(_named("a cause"), "the cause it answers", False),
    up_to=Field(
        DISPOSITION,
        "the most urgent disposition at which it is still right (default see_physio)",
        False,
    ),
    sources=Field(SOURCES, "keys of sources.yaml"),
)


def _angle(name: str) -> Field:
    least, most, doc = ANGLES[name]
    if name in LIMBS:
        doc += "; of both sides"
    return Field(Number(whole=False, least=least, most=most), doc, False)


POSE = Record(
    "pose",
    {
        "label": Field(Text(), "the word below the drawing: Start"),
        "shows": Field(Text(), "what the drawing shows, for those who do not see it"),
        "view": Field(_values(View), "where it is seen from (default side); one for all", False),
        "joints": Field(
            Record("set of joints", {name: _angle(name) for name in ANGLES}),
            "angles in degrees from standing upright with the arms down",
            False,
        ),
        "rests_on": Field(
            Listing(OneOf(PARTS)), "what touches the floor; it is levelled on the first two", False
        ),
        "moves": Field(Listing(OneOf(PARTS)), "what an arrow follows from the pose before", False),
        "wall": Field(_values(Wall), "where a wall stands", False),
        "lift": Field(Number(whole=False, least=0, most=60), "how far off the floor", False),
        "ahead": Field(Number(whole=False, least=-60, most=60), "how far it moved ahead", False),
    },
)
EXERCISE = Record(
    "exercise",
    {
        "id": Field(_named("an exercise"), "unique"),
        "name": Field(Text(), "its usual name"),
        "kind": Field(_values(ExerciseKind), "a rung of the ladder, flexibility, or a variant"),
        "variant_of": Field(_named("an exercise"), "variants only: what it varies", False),
        "use_when": Field(_values(UseWhen), "variants only: when it takes that place", False),
        "side": Field(_values(Side), "how it treats left and right"),
        "aim": Field(Text(), "what it is for"),
        "cues": Field(Listing(Text(), least=1), "how to do it, in order"),
        "dose": Field(Text(), "how much"),
        "stop_rule": Field(Text(), "when to stop"),
        "easier": Field(Text(), "an easier way, in words", False),
        "harder": Field(Text(), "a harder way, in words", False),
        "traits": Field(Listing(_named("a trait")), "what it asks of the body"),
        "causes": Field(Listing(_named("a cause")), "what it helps with"),
        "note": Field(Text(), "what the evidence says of it", False),
        "poses": Field(
            Listing(POSE, least=2),
            "how it is drawn, start to end; what a later pose leaves out stays as before",
            False,
        ),
        "sources": Field(SOURCES, "keys of sources.yaml"),
    },
)
WEEK = Record(
    "week",
    {
        # three at most: so a day of rest fits between any two
        "sessions_min": Field(Number(least=1, most=3), "fewest sessions"),
        "sessions_max": Field(Number(least=1, most=3), "most sessions"),
        "sets_min": Field(Number(least=1, most=20), "fewest sets of each exercise"),
        "sets_max": Field(Number(least=1, most=20), "most sets of each exercise"),
        "repetitions_min": Field(Number(least=1, most=100), "fewest repetitions a set"),
        "repetitions_max": Field(Number(least=1, most=100), "most repetitions a set"),
    },
)
PROGRAMME = Record(
    "programme",
    {
        "first": Field(Number(least=1, most=20), "how many rungs a runner starts with"),
        "sets": Field(Number(least=1, most=20), "sets of each"),
        "repetitions_min": Field(Number(least=1, most=100), "fewest repetitions a set"),
        "repetitions_max": Field(Number(least=1, most=100), "most repetitions a set"),
        "progression": Field(Text(), "how to build up"),
        "flexibility": Field(Text(), "when and how often to do the flexibility exercises"),
        "runs": Field(Text(), "how to run meanwhile"),
        "stop_rule": Field(Text(), "when to stop an exercise"),
        "weeks": Field(Listing(Text(), least=1), "the plan, a line a week"),
        "calendar": Field(
            Listing(WEEK, least=1), "the same weeks in numbers, for the calendar", False
        ),
    },
)
WORDING = Record(
    "wording",
    {
        "title": Field(Text(), "the heading, a verb first"),
        "do_first": Field(Text(), "what to do first"),
        "contact": Field(Text(), "whom to contact"),
        "how_soon": Field(Text(), "how soon"),
        "check_again": Field(Text(), "when to answer the questions again"),
    },
)
SOURCE = Record(
    "source",
    {
        "citation": Field(Text(), "the full citation"),
        "year": Field(Number(least=1800, most=2200), "the year it appeared", False),
        "url": Field(Text(), "a DOI or URL, or none", False),
        "kind": Field(
            OneOf(
                (
                    "guideline",
                    "review",
                    "trial",
                    "cohort",
                    "case_series",
                    "case",
                    "expert",
                    "article",
                    "general",
                )
            ),
            "what sort of source it is",
        ),
        "read": Field(
            OneOf(("full", "part", "abstract", "secondary", "not_read")),
            "how much of it the authors of the pack have read",
        ),
    },
)
HAZARD = Record(
    "hazard",
    {
        "id": Field(Name("a hazard", r"HZ-[0-9]+", "HZ-01"), "unique"),
        "hazard": Field(Text(), "what could go wrong"),
        "cause": Field(Text(), "how it could come about"),
        "effect": Field(Text(), "what it would do to a runner"),
        "severity": Field(Number(least=1, most=5), "1 to 5"),
        "likelihood_before": Field(Number(least=1, most=5), "1 to 5, without the control"),
        "likelihood_after": Field(Number(least=1, most=5), "1 to 5, with it"),
        "control": Field(Text(), "what is done against it"),
        "rules": Field(Listing(RULE_ID), "the rules that control it", False),
        "vignettes": Field(Listing(STORY_ID), "the vignettes that show it controlled", False),
    },
)
EXPECT = Record(
    "expectation",
    {
        "disposition": Field(DISPOSITION, "the disposition"),
        "acceptable": Field(Listing(DISPOSITION), "others that would be acceptable", False),
        "complete": Field(YES_NO, "whether the assessment is complete", False),
        "fires": Field(Listing(RULE_ID), "rules that must fire", False),
        "silent": Field(Listing(RULE_ID), "rules that must not fire", False),
        "suspects": Field(Listing(_named("a suspect")), "suspects that must be raised", False),
        "causes": Field(Table(_named("a cause"), Text()), "cause -> grade, or none", False),
        "offers": Field(Listing(_named("an exercise")), "exercises that must be offered", False),
        "withholds": Field(
            Listing(_named("an exercise")), "exercises that must not be offered", False
        ),
        "never": Field(Listing(DISPOSITION), "dispositions that would do harm", False),
    },
)
PUBLISHED = Record(
    "published case",
    {
        "citation": Field(Text(), "where the case was published"),
        "url": Field(Text(), "where it can be found", False),
        "quality": Field(Text(), "what sort of publication it is"),
        "read": Field(Text(), "how much of it was read"),
        "group": Field(
            OneOf(("benign_routine", "specific_nonurgent", "serious")), "what sort of case it is"
        ),
        "detectability": Field(
            OneOf(("high", "moderate", "low")), "how far the answers alone reveal the need"
        ),
        "set": Field(OneOf(("core", "extended")), "the test set it belongs to"),
        "basis": Field(Text(), "what the expected disposition rests on"),
        "age": Field(Text(), "as the source words it", False),
        "note": Field(Text(), "what to keep in mind", False),
    },
)
VIGNETTE = Record(
    "vignette",
    {
        "id": Field(STORY_ID, "unique"),
        "runner": Field(Text(), "the story in a sentence"),
        "answers": Field(Anything(), "as in an answer sheet"),
        "tried": Field(Table(_named("an exercise"), YES_NO), "exercises tried", False),
        "expect": Field(EXPECT, "what must come out"),
        "published": Field(PUBLISHED, "for a published case: its source", False),
        "red": Field(Text(), "a reviewed reason why this case is not met", False),
    },
)

PROMISE = Record(
    "promise",
    {
        "id": Field(_named("a promise"), "unique"),
        "title": Field(Text(), "the promise in words"),
        "when": Field(Condition(), "whenever this condition is YES"),
        "at_least": Field(DISPOSITION, "the disposition is at least this urgent", False),
        "if_unsure": Field(
            DISPOSITION, 'at least this urgent when only "not sure" leaves it open', False
        ),
        "holds": Field(
            Listing(_named("a trait")), "traits that are held unless the condition is NO", False
        ),
    },
)
EXCEPTION = Record(
    "exception",
    {
        "property": Field(_named("a property"), "the property of `triage pack prove`"),
        "item": Field(Text(), "what is excepted: a question, question.box or rule"),
        "why": Field(Text(), "the reviewed reason"),
    },
)

FILES: Map[str, Record] = {
    "pack.yaml": Record(
        "pack",
        {
            "id": Field(_named("a pack"), "unique among packs"),
            "version": Field(
                Name("a version", r"[0-9]+\.[0-9]+\.[0-9]+", "1.0.0"), "semantic version"
            ),
            "date": Field(Day(), "the day of this version"),
            "language": Field(Name("a language", r"[a-z]{2}(-[A-Z]{2})?", "en"), "of every text"),
            "title": Field(Text(), "what the reports call it"),
            "intended_use": Field(Text(), "who it is for, and what for"),
            "limits": Field(Listing(Text(), least=1), "what it cannot do"),
            "authors": Field(Listing(Text(), least=1), "who answers for it"),
            "review_by": Field(Day(), "when it must be looked at again"),
            "review_status": Field(Text(), "who has reviewed it, and who has not"),
            "privacy": Field(Text(), "what happens to answers"),
            "stop_notice": Field(Text(), "the line shown everywhere: when to call for help now"),
            "baseline": Field(DISPOSITION, "the disposition when no red flag counts"),
            "grades": Field(
                Table(_named("a grade"), Number(least=1, most=100)), "grade -> points it needs"
            ),
            "dispositions": Field(
                Record(
                    "dispositions", {d: Field(WORDING, f"wording of {d}") for d in DISPOSITION_IDS}
                ),
                "how this pack words each disposition",
            ),
        },
    ),
    "sources.yaml": Record(
        "sources", {"sources": Field(Table(SOURCE_KEY, SOURCE), "everything rules rest on")}
    ),
    "questions.yaml": Record(
        "questions", {"questions": Field(Listing(QUESTION, least=1), "in asking order")}
    ),
    "findings.yaml": Record(
        "findings",
        {
            "findings": Field(
                Listing(
                    _labelled(
                        "finding",
                        says=Field(Text(), "the statement when it is YES"),
                        denies=Field(Text(), "the statement when it is NO"),
                    )
                ),
                "intermediate facts",
                False,
            ),
            "rules": RULES,
        },
    ),
    "red_flags.yaml": Record(
        "red flags",
        {
            "suspects": Field(
                Listing(_labelled("suspect", explain=Field(Text(), "one plain sentence"))),
                "serious conditions",
                False,
            ),
            "rules": RULES,
        },
    ),
    "causes.yaml": Record(
        "causes", {"causes": Field(Listing(CAUSE), "contributing causes", False), "rules": RULES}
    ),
    "advice.yaml": Record(
        "advice", {"advice": Field(Listing(ADVICE), "advice items", False), "rules": RULES}
    ),
    "exercises.yaml": Record(
        "exercises",
        {
            "programme": Field(PROGRAMME, "how a programme is put together", False),
            "traits": Field(Listing(_labelled("trait")), "what exercises ask of the body", False),
            "exercises": Field(Listing(EXERCISE), "the ladder, in order", False),
            "rules": RULES,
        },
    ),
    "hazards.yaml": Record("hazards", {"hazards": Field(Listing(HAZARD), "the hazard log", False)}),
    "properties.yaml": Record(
        "properties",
        {
            "promises": Field(Listing(PROMISE), "what must always hold, proved", False),
            "exceptions": Field(
                Listing(EXCEPTION), "reviewed exceptions to the general properties", False
            ),
        },
    ),
    "reading.yaml": Record(
        "reading",
        {
            "exceptions": Field(
                Listing(
                    Record(
                        "reading exception",
                        {
                            "word": Field(Text(), "the hard word"),
                            "plain": Field(Text(), "its plain synonym, which stands beside it"),
                            "why": Field(Text(), "why it stays"),
                        },
                    )
                ),
                "reviewed words that may stand",
                False,
            )
        },
    ),
}
OPTIONAL_FILES = frozenset(
    {
        "findings.yaml",
        "red_flags.yaml",
        "causes.yaml",
        "advice.yaml",
        "exercises.yaml",
        "hazards.yaml",
        "properties.yaml",
        "reading.yaml",
    }
)
VIGNETTE_FILE = Record("vignettes", {"vignettes": Field(Listing(VIGNETTE), "runner stories")})
