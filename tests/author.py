"""An author of packs whose meaning is left to chance: whatever the format can say, it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from triage.model.disposition import DISPOSITION_IDS
from triage.model.question import Kind

T = TypeVar("T")
OPTIONS = ("a", "b", "c")
TRAITS = ("bend", "twist", "jump")
SUSPECTS = ("trouble", "strain")
ADVICE = ("rest", "pause", "care")
THRESHOLDS = {"yes": ("0", "2", "3", "5", "9"), "no": ("0", "2", "2.1", "2.15", "2.2", "9")}
"""By `whole`. Those of decimal numbers are close together: there are numbers between them still."""


@cache
def _below(size: int) -> st.SearchStrategy[int]:
    return st.integers(0, size - 1)


class Author:
    """Writes a pack whose meaning is left to chance. What can be tested grows as it is written."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.about_questions: list[str] = []
        self.about_fixed: list[str] = []  # of these, what may rule out a box that counts alone
        self.about_findings: list[str] = []
        self.on_screen: list[str] = []  # the questions of the screen that was begun last
        self.about_sums: list[str] = []
        self.behind: dict[str, set[str]] = {}  # finding -> the questions that it depends on
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
        causes, scores = self.causes_and_scores()
        flags = [self.flag() for _ in range(self.number(1, 4))]
        advised = [self.rule({"advise": self.one(ADVICE)}) for _ in range(self.number(1, 5))]
        hold, add = self.rule({"hold": self.some(TRAITS, 1)}), self.rule({"add": "e4"})
        return {
            "pack.yaml": _HEAD
            | {"baseline": self.one(DISPOSITION_IDS[:2]), "dispositions": self.wordings()},
            "coach.yaml": {"dispositions": _COACHING},
            "sources.yaml": {"sources": {"BOOK": _BOOK}},
            "questions.yaml": {"questions": questions},
            "findings.yaml": {
                "findings": [finding for finding, _ in findings],
                "rules": [rule for _, rules in findings for rule in rules],
            },
            "scores.yaml": {
                "scores": [score for score, _ in scores],
                "rules": [rule for _, rules in scores for rule in rules],
            },
            "red_flags.yaml": {
                "suspects": [_SUSPECT | {"id": id, "label": id} for id in SUSPECTS],
                "rules": flags,
            },
            "causes.yaml": {
                "causes": [cause for cause, _ in causes],
                "rules": [rule for _, rules in causes for rule in rules],
            },
            "advice.yaml": {"advice": [self.advice(id) for id in ADVICE], "rules": advised},
            "exercises.yaml": {
                "programme": _PROGRAMME,
                "uses": [{"id": "elsewhere", "way": "another way"}],
                "traits": [{"id": trait, "label": trait} for trait in TRAITS],
                "exercises": [
                    self.exercise(number, [c["id"] for c, _ in causes]) for number in range(7)
                ],
                "rules": [hold, add],
            },
            "properties.yaml": {"promises": [self.promise()]},
        }

    def wordings(self) -> dict[str, dict[str, str]]:
        """Return the words of each disposition; some suit only what is at least so urgent."""
        wordings: dict[str, dict[str, str]] = {}
        for urgency, id in enumerate(DISPOSITION_IDS):
            needs = [{}, {"needs": DISPOSITION_IDS[self.number(0, urgency)]}]
            wordings[id] = _WORDING | self.one(needs)
        return wordings

    def question(self, id: str) -> dict[str, Any]:
        kind = self.one([kind.value for kind in Kind])
        question: dict[str, Any] = {"id": id, "type": kind, "text": "What?", "label": id}
        question["fixed"] = self.one(["yes", "no"])
        if self.about_questions and self.number(0, 2) == 0:
            question["ask_when"] = self.gate()
        if kind == "number":
            question |= {"says": "it is {value}", "unit": "days", "min": "0", "max": "9"}
            question["whole"] = self.one(["yes", "no"])
        elif kind == "yes_no":
            question |= {"says": "it is so", "denies": "it is not"}
        else:
            options = OPTIONS[: self.number(1, len(OPTIONS))]
            question["options"] = [{"id": o, "label": o, "says": "so"} for o in options]
            if kind == "choice":
                question["ordered"] = self.one(["yes", "no"])
            else:
                question["options"] = [self.box(o, question) for o in question["options"]]
        atoms = self.atoms_about(question)
        self.place_on_a_screen(question)
        self.about_questions += atoms
        is_gated = any("ask_when" in part for part in (question, *question.get("options", ())))
        if question["fixed"] == "yes" and not is_gated:
            self.about_fixed += atoms
        return question

    def place_on_a_screen(self, question: dict[str, Any]) -> None:
        """Begin a screen, or join the last one, if no question on it decides about this one."""
        gates = [
            part["ask_when"]
            for part in (question, *question.get("options", ()))
            if "ask_when" in part
        ]
        looked_at = set[str]().union(*map(self.questions_in, gates))
        if self.on_screen and looked_at.isdisjoint(self.on_screen):
            question["joins"] = self.one(["no", "yes"])
        if question.get("joins") != "yes":
            self.on_screen = []
        self.on_screen.append(question["id"])

    def box(self, option: dict[str, Any], question: Mapping[str, Any]) -> dict[str, Any]:
        """Return a box. One that counts alone is asked of all but those it cannot concern."""
        box = option | {"denies": "not so"}
        may_gate = box["id"] != OPTIONS[0] and self.number(0, 1)
        if "ask_when" not in question and self.number(0, 1):
            box["alone"] = self.one(["same_day", "emergency"])
            if may_gate and self.about_fixed:
                box["ask_when"] = self.gate(self.about_fixed)
        elif may_gate and self.about_questions:
            box["ask_when"] = self.gate()
        return box

    def gate(self, atoms: Sequence[str] = ()) -> Any:
        """Return a condition on answers alone: some of these `atoms`, or of all there are."""
        if not atoms:
            return self.condition(depth=1)
        return {self.one(["any", "none"]): [self.one(atoms) for _ in range(self.number(1, 2))]}

    def atoms_about(self, question: Mapping[str, Any]) -> list[str]:
        """Return atoms of every form that can be said about a question."""
        id = question["id"]
        if question["type"] == "number":
            thresholds = THRESHOLDS[question["whole"]]
            numbers = [self.one(thresholds) for _ in range(2)]
            operators = ("<", "<=", ">", ">=")
            return [f"{id} {operator} {n} days" for operator in operators for n in numbers]
        if question["type"] == "yes_no":
            return [f"{id} is yes", f"{id} is no", f"{id} is not yes"]
        options = [option["id"] for option in question["options"]]
        if question["type"] == "checklist":
            return [f"{id} includes {option}" for option in options]
        several = ", ".join(options[:2])
        return [f"{id} is {options[0]}", f"{id} is not {options[-1]}", f"{id} is one of {several}",
                f"{id} is not one of {several}"]  # fmt: skip

    def finding(self, id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        rules = [self.rule({"finding": id}) for _ in range(self.number(1, 2))]
        self.behind[id] = set[str]().union(*(self.questions_in(rule["when"]) for rule in rules))
        self.about_findings += [f"{id} is yes", f"{id} is no"]
        return {"id": id, "label": id, "says": "it is so", "denies": "it is not"}, rules

    def causes_and_scores(self) -> tuple[Any, Any]:
        """Return some of both, in one order or the other: each may test what came before."""
        written: dict[str, Any] = {}
        for what in self.one([("c", "s"), ("s", "c")]):
            write = self.cause if what == "c" else self.score
            written[what] = [write(f"{what}{number}") for number in range(self.number(0, 2))]
        return written["c"], written["s"]

    def cause(self, id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        points = [str(self.number(1, 3)) for _ in range(self.number(0, 3))]
        rules = [self.rule({"cause": id, "points": each}) for each in points]
        self.behind[id] = set[str]().union(*(self.questions_in(rule["when"]) for rule in rules))
        self.about_sums += [f"{id} is likely", f"{id} is at least possible"]
        return _CAUSE | {"id": id, "label": id}, rules

    def score(self, id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return a score; no item, and no question left unsure, lifts it by more than one band."""
        items = [self.item(id) for _ in range(self.number(1, 4))]
        on: Counter[str] = Counter()
        for item in items:
            on.update(dict.fromkeys(self.questions_in(item["when"]), int(item["then"]["points"])))
        gap = max([*on.values(), *(int(item["then"]["points"]) for item in items)])
        bands = [self.band(1, self.number(1, 3))]
        for number in range(2, 2 + self.number(0, 2)):
            bands.append(self.band(number, int(bands[-1]["from"]) + gap + self.number(0, 1)))
        self.about_sums += [f"score {id} >= {band['from']}" for band in bands]
        self.behind[id] = set(on)
        flags = any("id" in band for band in bands)
        suspect = {"suspect": self.one(SUSPECTS)} if flags or self.number(0, 1) else {}
        return {"id": id, "label": id, "bands": bands, **suspect}, items

    def item(self, score: str) -> dict[str, Any]:
        """Return a rule for one sign or, now and then, for whatever can be said."""
        depth = self.one([0, 0, 1, 2])
        return self.rule({"score": score, "points": str(self.number(1, 3))}, depth)

    def band(self, number: int, points: int) -> dict[str, Any]:
        band: dict[str, Any] = {"from": str(points), "label": f"band {number}", "says": "so much"}
        if self.number(0, 2) == 0:
            return band
        self.written += 1
        urgency = self.number(0, DISPOSITION_IDS.index("same_day"))
        disposition, below = DISPOSITION_IDS[urgency], DISPOSITION_IDS[max(0, urgency - 1)]
        id = f"R-{self.written}"
        return _RULE | band | {"id": id, "disposition": disposition, "if_unsure": below}

    def questions_in(self, condition: Any) -> set[str]:
        """Return the questions that a condition looks at, through findings and sums too."""
        if isinstance(condition, str):
            name = condition.removeprefix("score ").split()[0]
            return self.behind.get(name, {name})
        ((form, parts),) = condition.items()
        parts = parts["of"] if form == "at_least" else parts
        return set[str]().union(*map(self.questions_in, parts))

    def flag(self) -> dict[str, Any]:
        urgency = self.number(0, 4)
        then = {"suspect": self.one(SUSPECTS), "disposition": DISPOSITION_IDS[urgency]}
        return self.rule(then, if_unsure=DISPOSITION_IDS[self.number(0, urgency)])

    def rule(self, then: dict[str, Any], depth: int = 3, **more: str) -> dict[str, Any]:
        self.written += 1
        return _RULE | {
            "id": f"R-{self.written}",
            "salience": self.one(["0", "0", "1", "-5"]),
            "when": self.condition(depth),
            "then": then,
            **more,
        }

    def condition(self, depth: int = 3, plain: bool = False) -> Any:
        """Return a condition; a `plain` one, as below "none", tests no sum of points."""
        form = self.one(["atom", "all", "any", "none", "at_least"]) if depth else "atom"
        if form == "atom":
            kinds = [self.about_questions, self.about_findings, [] if plain else self.about_sums]
            return self.one(self.one([atoms for atoms in kinds if atoms]))
        size = self.number(1, 3)
        parts = [self.condition(depth - 1, plain or form == "none") for _ in range(size)]
        if form == "at_least":
            return {form: {"count": str(self.number(1, size)), "of": parts}}
        return {form: parts}

    def advice(self, id: str) -> dict[str, Any]:
        """Return an advice item: what it excludes and needs is declared, true or not."""
        advice = _ADVICE | {"id": id, "label": id}
        if self.number(0, 1):
            advice |= {"safety": "yes", "unless": "it is safe"}
        if others := self.some([other for other in ADVICE if other != id]):
            advice["excludes"] = others
        return advice | self.one([{}, {"needs": self.one(DISPOSITION_IDS)}])

    def promise(self) -> dict[str, Any]:
        """Return a promise that the pack may well break."""
        promise = {"id": "promised", "title": "a promise", "when": self.condition()}
        level, unsure = self.number(0, 4), self.number(0, 4)
        promises = [
            {"gives": self.some(ADVICE, 1)},
            {"holds": self.some(TRAITS, 1)},
            {"at_least": DISPOSITION_IDS[level], "if_unsure": DISPOSITION_IDS[min(level, unsure)]},
        ]
        return promise | self.one(promises)

    def exercise(self, number: int, causes: Sequence[str]) -> dict[str, Any]:
        """Return one of the ladder e0 to e4, the stretch e5 or the variant e6 of a rung."""
        id = f"e{number}"
        exercise = _EXERCISE | {"id": id, "name": id, "traits": self.some(TRAITS)}
        exercise["causes"] = self.some(causes)
        if number == 5:
            return exercise | {"kind": "flexibility"}
        if number == 6:
            use_when = self.one(["easier", "outdoors", "elsewhere"])
            parent = f"e{self.number(0, 4)}"
            return exercise | {"kind": "variant", "variant_of": parent, "use_when": use_when}
        return exercise


_WORDING = dict.fromkeys(("title", "do_first", "contact", "how_soon", "check_again"), "words")
_HEAD = {
    "id": "random", "version": "1.0.0", "date": "2026-11-22", "language": "en", "title": "random",
    "intended_use": "tests", "limits": ["no meaning"], "authors": ["chance"],
    "review_by": "2027-11-22", "review_status": "none", "privacy": "yes", "stop_notice": "stop",
    "if_not_assessed": "ask",
    "grades": {"possible": "1", "likely": "3"},
}  # fmt: skip
_STOP = {"state": "stop", "action": "stop"}
_COACHING = dict.fromkeys(DISPOSITION_IDS, _STOP | {"unfinished": _STOP})
_BOOK = {"citation": "A book", "kind": "expert", "read": "full"}
_RULE = {
    "title": "a title", "because": "a reason", "sources": ["BOOK"], "evidence": "expert",
    "since": "2026-11-22",
}  # fmt: skip
_SUSPECT = {"explain": "it is bad"}
_CAUSE = {"explain": "so it goes", "strength": "weak", "note": "a note", "sources": ["BOOK"]}
_ADVICE = {"text": "Rest.", "kind": "today", "sources": ["BOOK"]}
_EXERCISE = {
    "kind": "strength", "side": "both", "aim": "strength", "cues": ["move"], "dose": "some",
    "stop_rule": "pain", "sources": ["BOOK"],
}  # fmt: skip
_PROGRAMME = {
    "first": "2", "sets": "3", "repetitions_min": "8", "repetitions_max": "12",
    "progression": "up", "flexibility": "often", "runs": "easy", "stop_rule": "pain",
    "weeks": ["one"],
}  # fmt: skip
