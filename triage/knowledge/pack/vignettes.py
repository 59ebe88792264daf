"""The vignette files of a pack -> vignettes whose every name the pack knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage.errors import Location, PackFault, did_you_mean
from triage.knowledge.pack.names import DISPOSITION, RULE_ID, VERSION, VIGNETTE_ID, few
from triage.knowledge.sheet.answers import AnswerReader
from triage.knowledge.yaml.form import MISSING, Entry, Form, Written
from triage.knowledge.yaml.shape import (
    YES_NO,
    Anything,
    Field,
    Listing,
    Name,
    OneOf,
    Record,
    Table,
    Text,
)
from triage.knowledge.yaml.syntax import read
from triage.model.answers import Sheet
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.vignette import Expectation, Figure, Publication, Reading, Vignette

EXPECT = Record(
    "expectation",
    {
        "disposition": Field(DISPOSITION, "the disposition"),
        "acceptable": Field(Listing(DISPOSITION), "others that would be acceptable", False),
        "complete": Field(YES_NO, "whether the assessment is complete", False),
        "fires": Field(Listing(RULE_ID), "rules that must fire", False),
        "silent": Field(Listing(RULE_ID), "rules that must not fire", False),
        "suspects": Field(Listing(Name("a suspect")), "suspects that must be raised", False),
        "causes": Field(Table(Name("a cause"), Text()), "cause -> grade, or none", False),
        "offers": Field(Listing(Name("an exercise")), "exercises that must be offered", False),
        "withholds": Field(
            Listing(Name("an exercise")), "exercises that must not be offered", False
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
        "seen": Field(
            OneOf(("before_1_0_0", "before_2_0_0", "held_out")),
            "before which version whoever wrote the rules had seen it; held_out for never",
            False,
        ),
    },
)
VIGNETTE = Record(
    "vignette",
    {
        "id": Field(VIGNETTE_ID, "unique"),
        "runner": Field(Text(), "the case in one sentence"),
        "answers": Field(Anything(), "as in an answer sheet"),
        "tried": Field(Table(Name("an exercise"), YES_NO), "exercises tried", False),
        "expect": Field(EXPECT, "what the rules must conclude"),
        "published": Field(PUBLISHED, "for a published case: its source", False),
        "red": Field(Text(), "a reviewed reason why this case is not met", False),
    },
)
_FIGURE = Record(
    "published figure",
    {
        "who": Field(Text(), "who was measured, on what"),
        "measure": Field(Text(), "what was measured"),
        "figure": Field(Text(), "what came out"),
        "source": Field(Text(), "where it was published"),
    },
)
_COMPARE = Record(
    "comparison",
    {
        "note": Field(Text(), "how far they can be compared"),
        "figures": Field(Listing(_FIGURE, 1), "the published figures"),
    },
)
VIGNETTE_FILE = Record(
    "vignettes",
    {
        "vignettes": Field(Listing(VIGNETTE), "cases of runners"),
        "care": Field(Listing(Text(), 1), "why a scoreboard is to be read with care", False),
        "compare": Field(_COMPARE, "what a scoreboard can be read beside", False),
        "earlier": Field(
            Table(VERSION, Table(VIGNETTE_ID, DISPOSITION)),
            "what an earlier version found: version -> case -> disposition",
            False,
        ),
    },
)


def build_vignettes(texts: Mapping[str, str], folder: str, pack: Pack) -> tuple[Vignette, ...]:
    """Return the vignettes of a pack, by file name and then in the order written.

    Raises:
        PackFault: with every fault of every file.
    """
    form = Form()
    found: list[Vignette] = []
    seen: dict[str, Location] = {}
    judged: list[Written] = []  # the cases that an earlier version was tried on
    for name in sorted(texts):
        node, faults = read(texts[name], f"{folder}/{name}")
        form.faults.extend(faults)
        taken = form.take(node, VIGNETTE_FILE, name) if node is not None else MISSING
        if not isinstance(taken, Entry):
            continue
        judged += [case for cases in taken.get("earlier", {}).values() for case in cases]
        for entry in taken.get("vignettes", []):
            if "id" in entry and entry["id"] in seen:
                form.fault(
                    f"the vignette '{entry['id']}' is defined twice, first at {seen[entry['id']]}",
                    entry["id"].where,
                    "give one of them another id",
                )
            elif entry.is_sound:
                seen[str(entry["id"])] = entry["id"].where
                found.append(_vignette(entry, pack, form))
    published = {vignette.id for vignette in found if vignette.published is not None}
    for case in judged if not form.faults else ():
        _known(case, published, "published case", form)
    hazards = {hazard.id: hazard.vignettes for hazard in pack.hazards}
    for hazard, ids in hazards.items():
        for id in ids:
            if id not in seen and not form.faults:
                form.fault(
                    f"{hazard} names the vignette '{id}', which does not exist",
                    Location(f"{folder}/hazards.yaml"),
                    did_you_mean(id, seen, "write the vignette, or remove its name"),
                )
    if form.faults:
        raise PackFault(form.faults)
    return tuple(found)


def build_reading(texts: Mapping[str, str], folder: str) -> Reading:
    """Return how the figures of a pack on its published cases are to be read.

    The files are those of `build_vignettes`, which names their faults.
    """
    care: list[str] = []
    figures: list[Figure] = []
    notes: list[str] = []
    earlier: dict[str, dict[str, Disposition]] = {}
    for name in sorted(texts):
        node, _ = read(texts[name], f"{folder}/{name}")
        taken = Form().take(node, VIGNETTE_FILE, name) if node is not None else MISSING
        if not isinstance(taken, Entry):
            continue
        care += map(str, taken.get("care", ()))
        compare = taken.get("compare", {})
        notes += [str(compare["note"])] if "note" in compare else []
        figures += [
            Figure(**{key: str(text) for key, text in figure.items()})
            for figure in compare.get("figures", ())
        ]
        for version, cases in taken.get("earlier", {}).items():
            found = {str(case): Disposition.named(level) for case, level in cases.items()}
            earlier.setdefault(str(version), {}).update(found)
    return Reading(
        care=tuple(care),
        note=" ".join(notes) or None,
        figures=tuple(figures),
        earlier=earlier,
    )


def _vignette(entry: Entry, pack: Pack, form: Form) -> Vignette:
    reader = AnswerReader(pack, form.faults)
    expect: Entry = entry["expect"]

    def known(key: str, names: Iterable[str], what: str) -> tuple[str, ...]:
        names = set(names)
        for name in expect.get(key, ()):
            _known(name, names, what, form)
        return tuple(str(name) for name in expect.get(key, ()))

    causes: Mapping[Written, Written] = expect.get("causes", {})
    for cause, grade in causes.items():
        _known(cause, pack.cause, "cause", form)
        _known(grade, {*pack.grade_points, "none"}, "grade", form)
    published: Entry | None = entry.get("published")
    return Vignette(
        id=str(entry["id"]),
        runner=str(entry["runner"]),
        sheet=Sheet(
            answers=reader.answers(entry["answers"]),
            tried={
                str(name): word == "yes"
                for name, word in entry.get("tried", {}).items()
                if _known(name, pack.exercise, "exercise", form)
            },
        ),
        expect=Expectation(
            disposition=Disposition.named(expect["disposition"]),
            acceptable=tuple(Disposition.named(d) for d in expect.get("acceptable", ())),
            complete=expect["complete"] == "yes" if "complete" in expect else None,
            fires=known("fires", pack.rule, "rule"),
            silent=known("silent", pack.rule, "rule"),
            suspects=known("suspects", pack.suspect, "suspect"),
            causes={str(cause): str(grade) for cause, grade in causes.items()},
            offers=known("offers", pack.exercise, "exercise"),
            withholds=known("withholds", pack.exercise, "exercise"),
            never=tuple(Disposition.named(d) for d in expect.get("never", ())),
        ),
        where=entry["id"].where,
        published=(
            None
            if published is None
            else Publication(**{str(key): str(value) for key, value in published.items()})
        ),
        red=str(entry["red"]) if "red" in entry else None,
    )


def _known(name: Written, names: Iterable[str], what: str, form: Form) -> bool:
    names = set(names)
    if name not in names:
        others = f"remove it, or use one of: {few(names)}" if names else "remove it"
        form.fault(f"there is no {what} '{name}'", name.where, did_you_mean(name, names, others))
    return name in names
