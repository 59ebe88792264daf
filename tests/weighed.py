"""A pack of a few questions that weighs signs, and marks what counts alone: the wrist's, rewritten.

Everybody can read it at once, so tests that need a sheet of a known meaning use it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from triage.knowledge.pack.build import build_pack
from triage.model.answers import Answers, Tick, Ticks
from triage.model.pack import Pack
from triage.resources import rules_folder
from triage.store.files import read_text


@cache
def weighed_texts() -> dict[str, str]:
    """Return the text of each file."""
    starter = rules_folder() / "starter_wrist"
    kept = ("pack.yaml", "coach.yaml", "sources.yaml", "exercises.yaml", "body_map.yaml")
    texts = {name: read_text(starter / name) for name in kept}
    exercises = texts["exercises.yaml"].replace("lifting_hurts is yes", "grip is all_day")
    texts |= {"exercises.yaml": exercises}
    return texts | {name: json.dumps(content, indent=1) for name, content in _FILES.items()}


@cache
def weighed() -> Pack:
    """Return the pack."""
    return build_pack(weighed_texts(), "weighed")


def answered(**given: Any) -> Answers:
    """Return answers; of a checklist, a string has the boxes that are ticked, the others being no.

    A dictionary has the boxes that were answered: yes, no or unsure.
    """
    return Answers({name: _answer(name, value) for name, value in given.items()})


def _answer(name: str, value: Any) -> Any:
    boxes = weighed().question[name].option_ids
    if isinstance(value, dict):
        return Ticks(tuple((box, Tick(value[box])) for box in boxes if box in value))
    if name == "signs":
        return Ticks(tuple((o, Tick.YES if o in value.split() else Tick.NO) for o in boxes))
    return value


def _rule(id: str, title: str, when: Any, then: dict[str, Any], because: str) -> dict[str, Any]:
    said = {"id": id, "title": title, "when": when, "then": then, "because": because}
    return said | {"sources": ["EXAMPLE"], "evidence": "heuristic", "since": "2026-11-22"}


def _flag(id: str, title: str, when: Any, suspect: str, level: str, unsure: str) -> dict[str, Any]:
    then = {"suspect": suspect, "disposition": level}
    return _rule(id, title, when, then, f"{title} needs a look.") | {"if_unsure": unsure}


def _band(points: int, id: str, says: str, level: str, unsure: str) -> dict[str, Any]:
    return {
        "from": str(points), "label": f"{says} signs", "says": f"you have {says} signs of germs",
        "id": id, "title": f"{says} signs of germs", "disposition": level, "if_unsure": unsure,
        "because": f"With {says} signs of germs, be seen.", "sources": ["EXAMPLE"],
        "evidence": "heuristic", "since": "2026-11-22",
    }  # fmt: skip


def _box(id: str, **more: str) -> dict[str, str]:
    says, denies = f"you have {id}", f"you have no {id}"
    return {"id": id, "label": f"{id} of the hand", "says": says, "denies": denies, **more}


_FILES: dict[str, Any] = {
    "questions.yaml": {
        "questions": [
            {
                "id": "sex", "type": "choice", "text": "Are you a woman or a man?", "label": "sex",
                "fixed": "yes",
                "options": [
                    {"id": "female", "label": "A woman", "says": "you are a woman"},
                    {"id": "male", "label": "A man", "says": "you are a man"},
                ],
            },
            {
                "id": "age", "type": "number", "text": "How old are you?", "label": "age",
                "unit": "years", "min": "0", "max": "120", "fixed": "yes",
                "says": "you are {value} years old",
            },
            {
                "id": "signs", "type": "checklist", "text": "Do you have any of these?",
                "label": "signs",
                "options": [
                    _box("blueness", alone="emergency"),
                    _box("fever"),
                    _box("chills"),
                    _box("milk", alone="same_day", ask_when="sex is female"),
                    _box("tremor", ask_when="age >= 50 years"),
                ],
            },
            {
                "id": "night_pain", "type": "yes_no", "text": "Does it hurt at night?",
                "label": "pain at night", "says": "it hurts at night",
                "denies": "it does not hurt at night",
            },
            {
                "id": "thinner", "type": "yes_no", "text": "Do you take a blood thinner?",
                "label": "a blood thinner", "says": "you take a blood thinner",
                "denies": "you take no blood thinner",
            },
            {
                "id": "grip", "type": "choice", "text": "How long do you grip?",
                "label": "hours of gripping", "ordered": "yes", "changeable": "yes",
                "options": [
                    {"id": "short", "label": "Not long", "says": "you do not grip for long"},
                    {"id": "hours", "label": "Hours", "says": "you grip for hours"},
                    {"id": "all_day", "label": "All day", "says": "you grip all day"},
                ],
            },
        ]
    },
    "findings.yaml": {
        "findings": [
            {"id": "unwell", "label": "being unwell", "says": "you are unwell",
             "denies": "you are not unwell"},
        ],
        "rules": [
            _rule("FD-UNWELL-01", "Fever or chills",
                  {"any": ["signs includes fever", "signs includes chills"]},
                  {"finding": "unwell"}, "Fever and chills go together."),
        ],
    },
    "scores.yaml": {
        "scores": [
            {"id": "germs", "label": "signs of germs", "suspect": "infection", "bands": [
                _band(2, "RF-GERMS-02", "some", "see_doctor", "see_physio"),
                _band(4, "RF-GERMS-04", "many", "same_day", "see_doctor"),
            ]},
        ],
        "rules": [
            _rule("SC-UNWELL-01", "Unwell", "unwell is yes", {"score": "germs", "points": "2"},
                  "Germs can make you unwell."),
            _rule("SC-NIGHT-01", "Pain at night", "night_pain is yes",
                  {"score": "germs", "points": "1"}, "Germs can hurt at night."),
            _rule("SC-OLD-01", "Fifty or older", "age >= 50 years",
                  {"score": "germs", "points": "1"}, "Germs are more likely later in life."),
        ],
    },
    "red_flags.yaml": {
        "suspects": [
            {"id": "infection", "label": "an infection", "explain": "There may be germs."},
            {"id": "blood_flow", "label": "too little blood", "explain": "Blood may be short."},
            {"id": "strain", "label": "a strain", "explain": "It may be strained."},
        ],
        "rules": [
            _flag("RF-BLUE-01", "A blue hand", "signs includes blueness", "blood_flow",
                  "emergency", "same_day"),
            _flag("RF-MILK-01", "Milk", "signs includes milk", "infection", "same_day",
                  "see_doctor"),
            _flag("RF-TREMOR-01", "A tremor", "signs includes tremor", "blood_flow",
                  "see_doctor", "see_physio"),
            _flag("RF-OVERUSE-01", "A strain that goes on", "overuse is likely", "strain",
                  "see_physio", "see_physio"),
        ],
    },
    "causes.yaml": {
        "causes": [
            {"id": "overuse", "label": "too much of the same", "explain": "It may be sore.",
             "strength": "weak", "note": "An example.", "sources": ["EXAMPLE"],
             "exercises": ["wrist_circles"]},
        ],
        "rules": [
            _rule("CA-GRIP-01", "Gripping", "grip is one of hours, all_day",
                  {"cause": "overuse", "points": "1"}, "Gripping is hard work."),
            _rule("CA-GRIP-02", "Gripping all day", "grip is all_day",
                  {"cause": "overuse", "points": "1"}, "All day is long."),
        ],
    },
    "advice.yaml": {
        "advice": [
            {"id": "rest", "label": "Rest", "text": "Rest the hand.", "kind": "today",
             "sources": ["EXAMPLE"], "excludes": ["move"], "up_to": "emergency"},
            {"id": "move", "label": "Move", "text": "Move the hand.", "kind": "today",
             "sources": ["EXAMPLE"], "needs": "self_care"},
            {"id": "no_ibuprofen", "label": "No ibuprofen", "text": "Do not take ibuprofen.",
             "kind": "medicine", "sources": ["EXAMPLE"], "safety": "yes",
             "unless": "you take no blood thinner", "up_to": "emergency"},
        ],
        "rules": [
            _rule("AD-REST-01", "Rest", "grip is all_day", {"advise": "rest"}, "It is sore."),
            _rule("AD-MOVE-01", "Move", "grip is short", {"advise": "move"}, "It is stiff."),
            _rule("AD-THIN-01", "A blood thinner", "thinner is yes", {"advise": "no_ibuprofen"},
                  "Two drugs that thin the blood can make you bleed."),
        ],
    },
}  # fmt: skip
