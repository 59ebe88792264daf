"""Packs of a few lines: what a test says about questions, rules and advice, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from triage.assurance.proofs.proof import Proof
from triage.assurance.proofs.prove import prove
from triage.knowledge.pack.build import build_pack
from triage.model.disposition import DISPOSITION_IDS
from triage.model.pack import Pack

Entry = Mapping[str, Any]

_WORDS = dict.fromkeys(("title", "do_first", "contact", "how_soon", "check_again"), "words")
_HEAD = {
    "id": "small", "version": "1.0.0", "date": "2026-11-29", "language": "en", "title": "small",
    "intended_use": "tests", "limits": ["no meaning"], "authors": ["a test"],
    "review_by": "2027-11-29", "review_status": "none", "privacy": "yes", "stop_notice": "stop",
    "if_not_assessed": "ask", "baseline": "self_care", "grades": {"possible": "1", "likely": "3"},
    "dispositions": dict.fromkeys(DISPOSITION_IDS, _WORDS),
}  # fmt: skip
_STOP = {"state": "stop", "action": "stop"}
_COACHING = dict.fromkeys(DISPOSITION_IDS, _STOP | {"unfinished": _STOP})
_SOURCE = {"citation": "A book", "kind": "expert", "read": "full"}
_RULE = {
    "title": "a title", "because": "a reason", "sources": ["BOOK"], "evidence": "expert",
    "since": "2026-11-29",
}  # fmt: skip


def checklist(id: str, *boxes: str | Entry, **more: Any) -> Entry:
    """Return a checklist: each box by its id, or with all that it says."""
    options = []
    for box in boxes:
        said = {"id": box} if isinstance(box, str) else box
        options.append({"label": said["id"], "says": "so", "denies": "not so", **said})
    return _question(id, "checklist", options=options, **more)


def choice(id: str, *options: str, **more: Any) -> Entry:
    """Return a choice of those options."""
    said = [{"id": option, "label": option, "says": "so"} for option in options]
    return _question(id, "choice", options=said, **more)


def yes_no(id: str, **more: Any) -> Entry:
    """Return a yes/no question."""
    return _question(id, "yes_no", says="so", denies="not so", **more)


def days(id: str, **more: Any) -> Entry:
    """Return a number of days from 0 to 9."""
    return _question(id, "number", says="it is {value}", unit="days", min="0", max="9", **more)


def _question(id: str, kind: str, **more: Any) -> Entry:
    return {"id": id, "type": kind, "text": "What?", "label": id, **more}


def flag(id: str, when: Any, level: str, if_unsure: str = "self_care") -> Entry:
    """Return a red flag."""
    then = {"suspect": "trouble", "disposition": level}
    return {**_RULE, "id": id, "when": when, "then": then, "if_unsure": if_unsure}


def advice(id: str, when: Any, **more: Any) -> Entry:
    """Return an item of advice, with the condition of the rule that gives it."""
    return {"id": id, "label": id, "text": "Do.", "kind": "today", "sources": ["BOOK"],
            "when": when, **more}  # fmt: skip


def exception(prop: str, item: str, *rules: str) -> Entry:
    """Return a reviewed exception."""
    named = {"rules": rules} if rules else {}
    return {"property": prop, "item": item, **named, "why": "It is known.",
            "reviewer": "a physio", "date": "2026-11-29"}  # fmt: skip


def small(
    questions: Sequence[Entry],
    flags: Sequence[Entry],
    *,
    advised: Sequence[Entry] = (),
    promises: Sequence[Entry] = (),
    exceptions: Sequence[Entry] = (),
) -> Pack:
    """Return the pack that says this and no more."""
    items = [{key: value for key, value in each.items() if key != "when"} for each in advised]
    rules = [
        {**_RULE, "id": f"AD-{place}", "when": each["when"], "then": {"advise": each["id"]}}
        for place, each in enumerate(advised, start=1)
    ]
    files = {
        "pack.yaml": _HEAD,
        "coach.yaml": {"dispositions": _COACHING},
        "sources.yaml": {"sources": {"BOOK": _SOURCE}},
        "questions.yaml": {"questions": questions},
        "red_flags.yaml": {
            "suspects": [{"id": "trouble", "label": "trouble", "explain": "it is bad"}],
            "rules": flags,
        },
        "advice.yaml": {"advice": items, "rules": rules},
        "properties.yaml": {"promises": promises, "exceptions": exceptions},
    }  # fmt: skip
    return build_pack({name: json.dumps(text) for name, text in files.items()}, "small")


def proved(pack: Pack, name: str) -> Proof:
    """Return what became of one property of a pack."""
    (proof,) = prove(pack, time.monotonic, only=[name]).proofs
    return proof


def broken(pack: Pack, name: str) -> set[tuple[str, str]]:
    """Return the items and rules that break a property, excused or not."""
    proof = proved(pack, name)
    return {(breach.item, breach.rule) for breach in (*proof.breaches, *proof.excused)}
