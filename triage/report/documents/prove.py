"""Proofs of a pack as the plain tree their template reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.assurance.proofs.proof import Breach, Proof, Report, Witness
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.assured import Exemption
from triage.model.item import items_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.valuation import standing_of
from triage.report.view.answers import answer_line


def proofs_view(report: Report) -> dict[str, Any]:
    """Return every proof, what is not proved first, with its exceptions and witnesses in words."""
    pack = report.pack
    order = {proof.name: place for place, proof in enumerate(report.proofs)}
    ranked = sorted(report.proofs, key=lambda p: (p.outcome.rank, order[p.name]))
    return {
        "schema": "triage-proofs/2",
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "space": str(report.space),
        "magnitude": len(str(report.space)) - 1,
        "is_proven": report.is_proven,
        "left_out": list(report.left_out),
        "unknown": [{"property": e.property, "item": e.item} for e in report.unknown],
        "proofs": [_proof(proof, pack) for proof in ranked],
    }


def _proof(proof: Proof, pack: Pack) -> dict[str, Any]:
    return {
        "name": proof.name,
        "claim": proof.claim,
        "outcome": proof.outcome.value,
        "parts": proof.parts,
        "checks": proof.checks,
        "seconds": round(proof.seconds, 2),
        "exceptions": list(_exceptions(proof, pack)),
        "unused": [{"item": item, "rule": rule} for item, rule in proof.unused],
        "vacuous": list(proof.vacuous),
        "unfinished": list(proof.unfinished),
        "breaches": [_breach(breach, pack) for breach in proof.breaches],
    }


def _exceptions(proof: Proof, pack: Pack) -> Iterator[dict[str, Any]]:
    """Yield each exception that excuses something, with all that it excuses."""
    excused: dict[Exemption, list[Breach]] = {}
    for breach in proof.excused:
        if breach.exemption is not None:
            excused.setdefault(breach.exemption, []).append(breach)
    for exemption, breaches in excused.items():
        yield {
            "item": exemption.item,
            "why": exemption.why,
            "reviewer": exemption.reviewer,
            "date": exemption.date.isoformat(),
            "until": exemption.until.isoformat() if exemption.until else None,
            "breaches": [_breach(breach, pack) for breach in breaches],
        }


def _breach(breach: Breach, pack: Pack) -> dict[str, Any]:
    return {
        "about": breach.about,
        "item": breach.item,
        "rule": breach.rule,
        "witness": None if breach.witness is None else _witness(breach.witness, pack),
    }


def _witness(witness: Witness, pack: Pack) -> dict[str, Any]:
    """Return a witness: its answers, what changes, and where each sheet ends by the engine."""
    return {
        "answers": [
            _full_line(question, witness.answers.given[question.id])
            for question in pack.questions
            if question.id in witness.answers
        ],
        "changes": list(_changes(witness, pack)),
        "ends": [reading.disposition.id for reading in witness.readings],
        "dropped": [
            [pack.label_of(item) for item in reading.dropped] for reading in witness.readings
        ],
    }


def _full_line(question: Question, answer: Answer) -> dict[str, object]:
    """Return a line of a witness, which says of boxes too which were answered "no".

    `is_whole`: every box of the checklist was answered.
    """
    line = answer_line(question, answer)
    boxes = answer.boxes if isinstance(answer, Ticks) else ()
    denied = [question.option(box).label for box, tick in boxes if tick is Tick.NO]
    return {**line, "denied": denied, "is_whole": len(boxes) == len(question.options)}


def _changes(witness: Witness, pack: Pack) -> Iterator[dict[str, Any]]:
    for id, after in witness.changes.items():
        question, before = pack.question[id], witness.answers.get(id)
        for item in items_of(question):
            states = _state(question, item[1], before), _state(question, item[1], after)
            if states[0] != states[1]:
                box = "" if item[1] is None else f": {question.option(item[1]).label}"
                label = f"{question.label}{box}"
                yield {"label": label, "before": states[0], "after": states[1]}


def _state(question: Question, box: str | None, answer: Answer | None) -> dict[str, str]:
    """Return how an item was answered: its standing, and what was answered."""
    standing = standing_of(answer, box).value
    if box is not None:
        tick = answer.get(box) if isinstance(answer, Ticks) else None
        return {"standing": standing, "answer": "" if tick is None else tick.value}
    line: dict[str, Any] = answer_line(question, answer)
    return {"standing": standing, "answer": "; ".join(line["said"])}


def lines_of(answers: Answers, pack: Pack) -> list[dict[str, object]]:
    """Return the answers of a sheet in words, in asking order."""
    return [answer_line(q, answers.get(q.id)) for q in pack.questions if q.id in answers]
