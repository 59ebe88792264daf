"""The files of a pack, in pack order: one page each, which a new file joins here."""

from __future__ import annotations

from triage.knowledge.pack import (
    advice,
    body_map,
    causes,
    coach,
    exercises,
    findings,
    hazards,
    head,
    properties,
    questions,
    reading,
    red_flags,
    scores,
    sources,
    versions,
)
from triage.knowledge.pack.file import PackFile

FILES: tuple[PackFile, ...] = (
    head.FILE,
    coach.FILE,
    sources.FILE,
    questions.FILE,
    body_map.FILE,
    findings.FILE,
    scores.FILE,
    red_flags.FILE,
    causes.FILE,
    advice.FILE,
    exercises.FILE,
    hazards.FILE,
    properties.FILE,
    reading.FILE,
    versions.FILE,
)
