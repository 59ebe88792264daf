"""Proofs of a pack as the plain tree their template reads."""

from __future__ import annotations

from typing import Any

from triage.assurance.proofs.proof import Counterexample, Report
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.report.view.answers import answer_line


def proofs_view(report: Report) -> dict[str, Any]:
    """Return every proof with its outcome, exceptions and witnesses in words."""
    pack = report.pack
    return {
        "schema": "triage-proofs/1",
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "space": str(report.space),
        "magnitude": len(str(report.space)) - 1,
        "is_proven": report.is_proven,
        "proofs": [
            {
                "name": proof.name,
                "outcome": proof.outcome.value,
                "checks": proof.checks,
                "seconds": round(proof.seconds, 2),
                "exceptions": [{"item": item, "why": why} for item, why in proof.exceptions],
                "unfinished": list(proof.unfinished),
                "witnesses": [_witness(witness, pack) for witness in proof.witnesses],
            }
            for proof in report.proofs
        ],
    }


def _witness(witness: Counterexample, pack: Pack) -> dict[str, Any]:
    return {
        "about": witness.about,
        "answers": None if witness.answers is None else lines_of(witness.answers, pack),
        "then": None if witness.then is None else lines_of(witness.then, pack),
    }


def lines_of(answers: Answers, pack: Pack) -> list[dict[str, object]]:
    """Return the answers of a sheet in words, in asking order."""
    return [answer_line(q, answers.get(q.id)) for q in pack.questions if q.id in answers]
