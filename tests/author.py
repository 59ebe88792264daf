"""An author of packs whose meaning is left to chance: whatever the format can say, it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from triage.model.disposition import DISPOSITION_IDS
from triage.model.question import Kind

T = TypeVar("T")
OPTIONS = ("a", "b", "c")
TRAITS = ("bend", "twist", "jump")


@cache
def _below(size: int) -> st.SearchStrategy[int]:
    return st.integers(0, size - 1)


class Author:
    """Writes a pack whose meaning is left to chance. What can be tested grows as it is written."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.about_questions: list[str] = []
        self.about_findings: list[str] = []
        self.about_causes: list[str] = []
        self.written = 0

    def number(self, least: int, most: int) -> int:
        return least + int(self.draw(_below(most - least + 1)))

    def one(self, items: Sequence[T]) -> T:
        return items[self.number(0, len(items) - 1)]

    def some(self, items: Sequence[T], least: int = 0) -> list[T]:
        chosen = [item for item in items if self.number(0, 1)]
        return chosen if len(chosen) >= least else list(items[:least])

    def files(self) -> dict[str, Any]:
        """Return the content of every file. Each part may test what those before it define."""
        questions = [self.question(f"q{number}") for number in range(self.number(2, 5))]
        findings = [self.finding(f"f{number}") for number in range(self.number(0, 3))]
        causes = [self.cause(f"c{number}") for number in range(self.number(0, 2))]
        flags = [self.flag() for _ in range(self.number(1, 4))]
        rest = self.rule({"advise": "rest"})
        hold, add = self.rule({"hold": self.some(TRAITS, 1)}), self.rule({"add": "e4"})
        return {
            "pack.yaml": _HEAD | {"baseline": self.one(DISPOSITION_IDS[:2])},
            "coach.yaml": {"dispositions": _COACHING},
            "sources.yaml": {"sources": {"BOOK": _BOOK}},
            "questions.yaml": {"questions": questions},
            "findings.yaml": {
                "findings": [finding for finding, _ in findings],
                "rules": [rule for _, rules in findings for rule in rules],
            },
            "red_flags.yaml": {"suspects": [_SUSPECT], "rules": flags},
            "causes.yaml": {
                "causes": [cause for cause, _ in causes],
                "rules": [rule for _, rules in causes for rule in rules],
            },
            "advice.yaml": {"advice": [_REST], "rules": [rest]},
            "exercises.yaml": {
                "programme": _PROGRAMME,
                "uses": [{"id": "elsewhere", "way": "another way"}],
                "traits": [{"id": trait, "label": trait} for trait in TRAITS],
                "exercises": [self.exercise(number) for number in range(7)],
                "rules": [hold, add],
            },
        }

    def question(self, id: str) -> dict[str, Any]:
        kind = self.one([kind.value for kind in Kind])
        question: dict[str, Any] = {"id": id, "type": kind, "text": "What?", "label": id}
        if kind == "number":
            question |= {"says": "it is {value}", "unit": "days", "min": "0", "max": "9"}
        elif kind == "yes_no":
            question |= {"says": "it is so", "denies": "it is not"}
        else:
            options = OPTIONS[: self.number(1, len(OPTIONS))]
            denies = {"denies": "not so"} if kind == "checklist" else {}
            question["options"] = [{"id": o, "label": o, "says": "so", **denies} for o in options]
        if self.about_questions and self.number(0, 2) == 0:
            question["ask_when"] = self.condition(depth=1)
        self.about_questions += _atoms_about(question)
        return question

    def finding(self, id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        rules = [self.rule({"finding": id}) for _ in range(self.number(1, 2))]
        self.about_findings += [f"{id} is yes", f"{id} is no"]
        return {"id": id, "label": id, "says": "it is so", "denies": "it is not"}, rules

    def cause(self, id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        points = [str(self.number(1, 3)) for _ in range(self.number(0, 3))]
        rules = [self.rule({"cause": id, "points": each}) for each in points]
        self.about_causes += [f"{id} is likely", f"{id} is at least possible"]
        return _CAUSE | {"id": id, "label": id}, rules

    def flag(self) -> dict[str, Any]:
        urgency = self.number(0, 4)
        then = {"suspect": "trouble", "disposition": DISPOSITION_IDS[urgency]}
        return self.rule(then, if_unsure=DISPOSITION_IDS[self.number(0, urgency)])

    def rule(self, then: dict[str, Any], **more: str) -> dict[str, Any]:
        self.written += 1
        return _RULE | {
            "id": f"R-{self.written}",
            "salience": self.one(["0", "0", "1", "-5"]),
            "when": self.condition(),
            "then": then,
            **more,
        }

    def condition(self, depth: int = 3, plain: bool = False) -> Any:
        """Return a condition; a `plain` one, as below "none", tests no cause."""
        form = self.one(["atom", "all", "any", "none", "at_least"]) if depth else "atom"
        if form == "atom":
            kinds = [self.about_questions, self.about_findings, [] if plain else self.about_causes]
            return self.one(self.one([atoms for atoms in kinds if atoms]))
        size = self.number(1, 3)
        parts = [self.condition(depth - 1, plain or form == "none") for _ in range(size)]
        if form == "at_least":
            return {form: {"count": str(self.number(1, size)), "of": parts}}
        return {form: parts}

    def exercise(self, number: int) -> dict[str, Any]:
        """Return one of the ladder e0 to e4, the stretch e5 or the variant e6 of a rung."""
        id = f"e{number}"
        exercise = _EXERCISE | {"id": id, "name": id, "traits": self.some(TRAITS)}
        if number == 5:
            return exercise | {"kind": "flexibility"}
        if number == 6:
            use_when = self.one(["easier", "outdoors", "elsewhere"])
            parent = f"e{self.number(0, 4)}"
            return exercise | {"kind": "variant", "variant_of": parent, "use_when": use_when}
        return exercise


def _atoms_about(question: Mapping[str, Any]) -> list[str]:
    """Return atoms of every form that can be said about a question."""
    id = question["id"]
    if question["type"] == "number":
        return [f"{id} {operator} {n} days" for operator in ("<", "<=", ">", ">=") for n in (2, 5)]
    if question["type"] == "yes_no":
        return [f"{id} is yes", f"{id} is no", f"{id} is not yes"]
    options = [option["id"] for option in question["options"]]
    if question["type"] == "checklist":
        return [f"{id} includes {option}" for option in options]
    several = ", ".join(options[:2])
    return [f"{id} is {options[0]}", f"{id} is not {options[-1]}", f"{id} is one of {several}",
            f"{id} is not one of {several}"]  # fmt: skip


_WORDING = dict.fromkeys(("title", "do_first", "contact", "how_soon", "check_again"), "words")
_HEAD = {
    "id": "random", "version": "1.0.0", "date": "2026-11-22", "language": "en", "title": "random",
    "intended_use": "tests", "limits": ["no meaning"], "authors": ["chance"],
    "review_by": "2027-11-22", "review_status": "none", "privacy": "yes", "stop_notice": "stop",
    "if_not_assessed": "ask",
    "grades": {"possible": "1", "likely": "3"},
    "dispositions": dict.fromkeys(DISPOSITION_IDS, _WORDING),
}  # fmt: skip
_STOP = {"state": "stop", "action": "stop"}
_COACHING = dict.fromkeys(DISPOSITION_IDS, _STOP | {"unfinished": _STOP})
_BOOK = {"citation": "A book", "kind": "expert", "read": "full"}
_RULE = {
    "title": "a title", "because": "a reason", "sources": ["BOOK"], "evidence": "expert",
    "since": "2026-11-22",
}  # fmt: skip
_SUSPECT = {"id": "trouble", "label": "trouble", "explain": "it is bad"}
_CAUSE = {"explain": "so it goes", "strength": "weak", "note": "a note", "sources": ["BOOK"]}
_REST = {"id": "rest", "label": "rest", "text": "Rest.", "kind": "today", "sources": ["BOOK"]}
_EXERCISE = {
    "kind": "strength", "side": "both", "aim": "strength", "cues": ["move"], "dose": "some",
    "stop_rule": "pain", "causes": [], "sources": ["BOOK"],
}  # fmt: skip
_PROGRAMME = {
    "first": "2", "sets": "3", "repetitions_min": "8", "repetitions_max": "12",
    "progression": "up", "flexibility": "often", "runs": "easy", "stop_rule": "pain",
    "weeks": ["one"],
}  # fmt: skip
