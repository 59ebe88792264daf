"""Texts -> a Pack we trust; every fault is gathered before complaining.

Rule 1: form first. Each file is taken apart by its shape (`files`, `written`).
Rule 2: then names. What a record refers to must exist; a broken record keeps its name known, so
that one mistake is reported once (`names`).
Rule 3: then sense. Dependencies are acyclic, and every finding has a rule (`sense`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from triage.errors import PackFault
from triage.knowledge.pack import (
    advice,
    body_map,
    causes,
    coach,
    exercises,
    hazards,
    head,
    labels,
    programme,
    properties,
    questions,
    reading,
    rules,
    scores,
    sense,
    sources,
    uses,
    versions,
)
from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.digest import digest_of
from triage.knowledge.pack.files import FILES
from triage.knowledge.pack.names import Names, names_of
from triage.knowledge.pack.vocabulary import Vocabulary
from triage.knowledge.pack.written import WrittenPack, read_files
from triage.knowledge.yaml.form import Entry
from triage.model.pack import Pack


def build_pack(texts: Mapping[str, str], folder: str) -> Pack:
    """Return the pack that the files of `folder` hold: file name to text.

    Raises:
        PackFault: with every fault of every file.
    """
    written = read_files(texts, folder, FILES)
    names = names_of(written)
    grades = head.build_grades(written.files["pack.yaml"], names)
    asked = questions.build_all(written.entries("questions.yaml", "questions"), names)
    conditions = ConditionReader(
        Vocabulary(
            questions=asked,
            findings=names.ids["finding"],
            causes=names.ids["cause"],
            grades=tuple(grade for grade, _ in grades),
            scores={
                str(e["id"]): tuple(str(int(band["from"])) for band in e["bands"])
                for e in written.entries("scores.yaml", "scores")
                if e.is_sound
            },
            broken=(names.ids["question"] - set(asked)) | names.ids["score"],
            lost=names.lost,
        ),
        written.form.faults,
    )
    concluding = rules.build_all(written.rules(), names, conditions)
    weighed = written.entries("scores.yaml", "scores")
    concluding += scores.flags_of(weighed, names, first=len(concluding))
    scores.check_weights(_sound(weighed, scores.build), concluding, names)
    sense.check_dependencies(concluding, folder, written.form)
    if not written.is_lost("findings.yaml", "rules"):  # a lost rule may conclude any finding
        sense.check_concluded(
            written.entries("findings.yaml", "findings"),
            written.entries("findings.yaml", "rules"),
            concluding,
            written.form,
        )
    records = _records(written, names, conditions)
    steps = versions.build_all(
        written.entries("versions.yaml", "versions"),
        asked.values(),
        written.files["pack.yaml"].get("version"),
        names,
    )
    if written.form.faults:
        raise PackFault(written.form.faults)
    return Pack(
        **head.build(written.files["pack.yaml"]),
        **records,
        grades=grades,
        questions=tuple(asked.values()),
        rules=concluding,
        versions=steps,
        digest=digest_of(written.nodes),
    )


def _records(written: WrittenPack, names: Names, conditions: ConditionReader) -> dict[str, Any]:
    """Return the parts of a pack that nothing else is built from, each from its page."""

    def sound(file: str, key: str, build: Callable[[Entry], Any]) -> tuple[Any, ...]:
        return _sound(written.entries(file, key), build)

    cited = written.files["sources.yaml"].get("sources", {})
    variants = exercises.variants_among(written.entries("exercises.yaml", "exercises"))
    own = sound("exercises.yaml", "uses", lambda e: uses.build(e, names))
    by_id = {use.id: use for use in own}
    return {
        "sources": {str(key): sources.build(key, entry) for key, entry in cited.items()},
        "findings": sound("findings.yaml", "findings", labels.build),
        "suspects": sound("red_flags.yaml", "suspects", labels.build),
        "scores": sound("scores.yaml", "scores", scores.build),
        "causes": sound("causes.yaml", "causes", lambda e: causes.build(e, names)),
        "advice": sound("advice.yaml", "advice", lambda e: advice.build(e, names)),
        "traits": sound("exercises.yaml", "traits", labels.build),
        "uses": own,
        "exercises": sound(
            "exercises.yaml", "exercises", lambda e: exercises.build(e, names, variants, by_id)
        ),
        "body_map": body_map.build(written.files["body_map.yaml"], names),
        "dosage": programme.build(written.files["exercises.yaml"], names),
        "hazards": sound("hazards.yaml", "hazards", lambda e: hazards.build(e, names)),
        "promises": sound(
            "properties.yaml",
            "promises",
            lambda e: properties.build_promise(e, names, conditions),
        ),
        "exceptions": sound(
            "properties.yaml", "exceptions", lambda e: properties.build_exception(e, names)
        ),
        "wordings": head.build_wordings(written.files["pack.yaml"], names),
        "coaching": coach.build_all(written.files["coach.yaml"], names),
        "reading_exceptions": reading.build(
            e for e in written.entries("reading.yaml", "exceptions") if e.is_sound
        ),
    }


def _sound(entries: Iterable[Entry], build: Callable[[Entry], Any]) -> tuple[Any, ...]:
    """Return what the sound records describe, leaving out those `build` cannot accept."""
    built = [build(entry) for entry in entries if entry.is_sound]
    return tuple(item for item in built if item is not None)
