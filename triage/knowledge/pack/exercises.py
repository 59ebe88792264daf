"""exercises.yaml: the ladder, its variants, and the rules that hold or add exercises."""

from __future__ import annotations

from collections.abc import Container, Iterable
from collections.abc import Mapping as Map

from triage.knowledge.pack import uses
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.names import SOURCES, Names
from triage.knowledge.pack.poses import POSE, read_poses
from triage.knowledge.pack.programme import PROGRAMME
from triage.knowledge.pack.rules import RULES
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Name, Record, Text, one_of_values
from triage.model.exercise import Exercise, ExerciseKind, OwnUse, Side

EXERCISE = Record(
    "exercise",
    {
        "id": Field(Name("an exercise"), "unique"),
        "name": Field(Text(), "its usual name"),
        "kind": Field(
            one_of_values(ExerciseKind), "a rung of the ladder, flexibility, or a variant"
        ),
        "variant_of": Field(
            Name("an exercise"), "variants only: the exercise it is a variant of", False
        ),
        "use_when": Field(
            Name("a use"),
            "variants only: easier, when that exercise did not go well; outdoors, beside it; or "
            "one of `uses`, where a rule adds it",
            False,
        ),
        "side": Field(one_of_values(Side), "how it treats left and right"),
        "aim": Field(Text(), "what it is for"),
        "cues": Field(Listing(Text(), least=1), "how to do it, in order"),
        "dose": Field(Text(), "how much"),
        "stop_rule": Field(Text(), "when to stop"),
        "easier": Field(Text(), "an easier way, in words", False),
        "harder": Field(Text(), "a harder way, in words", False),
        "traits": Field(Listing(Name("a trait")), "what it asks of the body"),
        "causes": Field(Listing(Name("a cause")), "what it helps with"),
        "note": Field(Text(), "what the evidence says of it", False),
        "poses": Field(
            Listing(POSE, least=2),
            "how it is drawn, start to end; what a later pose leaves out stays as before",
            False,
        ),
        "sources": Field(SOURCES, "keys of sources.yaml"),
    },
)
FILE = PackFile(
    name="exercises.yaml",
    shape=Record(
        "exercises",
        {
            "programme": Field(PROGRAMME, "how a programme is put together", False),
            "traits": Field(Listing(labelled("trait")), "what exercises ask of the body", False),
            "uses": Field(
                Listing(uses.USE), "when variants are used, besides easier and outdoors", False
            ),
            "exercises": Field(Listing(EXERCISE), "the ladder, in order", False),
            "rules": RULES,
        },
    ),
    defines={"trait": "traits", "use": "uses", "exercise": "exercises"},
    concludes=("hold", "add"),
)


def build(
    entry: Entry, names: Names, variants: Container[str], own: Map[str, OwnUse]
) -> Exercise | None:
    """Return an exercise, or None when it is and is not a variant.

    `variants` are the ids of variants, `own` the uses of the pack by id.
    """
    kind = ExerciseKind(str(entry["kind"]))
    parent, use_when = entry.get("variant_of"), entry.get("use_when")
    is_variant = kind is ExerciseKind.VARIANT
    misplaced = [
        key
        for key, given in (("variant_of", parent), ("use_when", use_when))
        if (given is not None) != is_variant
    ]
    for key in misplaced:
        names.fault(
            f"{entry['id']}: '{key}' belongs in every variant, and nowhere else",
            entry.where,
            "add it" if is_variant else "remove it",
        )
    if misplaced:
        return None
    if parent is not None and parent in variants:
        names.fault(
            f"{entry['id']} is a variant of '{parent}', which is a variant itself",
            parent.where,
            "name an exercise that is not a variant",
        )
    return Exercise(
        id=str(entry["id"]),
        name=str(entry["name"]),
        kind=kind,
        side=Side(str(entry["side"])),
        aim=str(entry["aim"]),
        cues=tuple(str(cue) for cue in entry["cues"]),
        dose=str(entry["dose"]),
        stop_rule=str(entry["stop_rule"]),
        easier=text_or_none(entry.get("easier")),
        harder=text_or_none(entry.get("harder")),
        traits=names.refer(entry["traits"], "trait"),
        causes=names.refer(entry["causes"], "cause"),
        sources=names.refer(entry["sources"], "source"),
        note=text_or_none(entry.get("note")),
        variant_of=names.refer([parent], "exercise")[0] if parent else None,
        use_when=uses.named(use_when, own, names) if use_when else None,
        poses=read_poses(entry.get("poses", ()), str(entry["id"]), names.form),
    )


def variants_among(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the ids of the exercises that vary another one."""
    variants = (entry for entry in entries if entry.get("kind") == ExerciseKind.VARIANT.value)
    return frozenset(str(entry["id"]) for entry in variants if "id" in entry)
