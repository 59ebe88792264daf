"""A second pair of eyes: does a JSON report follow from its answers and its pack?

A report is its own certificate: what it concludes is derived anew from its sheet and the pack, one
rule after the other. This shares the nouns of the model with what wrote the report, and no
reasoning: no engine, `valuation` or `programme`. Drawings and texts made of conclusions are not
looked at, and no report is signed: one that follows may be about answers that were never given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from triage.assurance.verify.mismatch import mismatch
from triage.errors import Fault
from triage.knowledge.sheet.sheet import read_sheet
from triage.model import condition as when
from triage.model.answers import UNSURE_ANSWER, Sheet, Tick, Ticks
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.exercise import ExerciseKind, UseWhen
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import Add, Evidence, Hold, RedFlag, Rule

Place = tuple[Any, ...]  # keys, numbers in a list, `...` for all of a list; at the end also a tuple
World = tuple[bool, bool]  # whether what is unsure, and what was not asked, is taken as true
WORLDS = SURE, UNSURE, UNASKED, EITHER = (False, False), (True, False), (False, True), (True, True)
STANDINGS: dict[Any, str] = {None: "not_asked", UNSURE_ANSWER: "unsure", Tick.UNSURE: "unsure"}
AS_WRITTEN = {"advice": "advise", "traits": "hold", "exercise": "add"}


def verify(report: Any, pack: Pack, file: str) -> Fault | None:
    """Return the first step that does not follow, if any. Raises AnswerFault for its sheet."""
    sheet = read_sheet(json.dumps(_at(report, ("sheet",))), f"{file}: sheet", pack)
    for place, follows in _Replay(pack, sheet).steps():
        if (said := _at(report, place)) != follows:
            return mismatch(file, place, said, follows)
    return None


class _Replay:
    def __init__(self, pack: Pack, sheet: Sheet) -> None:
        self.pack, self.sheet, self.answers = pack, sheet, sheet.answers
        self.fired: dict[str, Rule] = {}
        self.judged: dict[tuple[str, World], bool] = {}  # SURE: has fired so far

    def steps(self) -> Iterator[tuple[Place, Any]]:
        """Yield each place of the report, in reading order, with what follows for it."""
        yield ("schema",), "triage-report/1"
        yield from ((("pack", key), getattr(self.pack, key)) for key in ("id", "version", "digest"))
        for number, question in enumerate(self.pack.questions):
            yield ("answers", number, "question"), question.id
            yield from self.answered(("answers", number), question)
        yield from self.firings()
        yield from self.conclusions()

    def answered(self, row: Place, question: Question) -> Iterator[tuple[Place, Any]]:
        standing, answer = self.standing(question.id)
        if question.kind is Kind.CHECKLIST:
            boxes = (self.standing(question.id, option)[1] for option in question.option_ids)
            said = [box and box.value for box in boxes]
            standing = "unsure" if {*said} == {"unsure"} else standing
            yield (*row, "boxes", ..., ("answer",)), [{"answer": word} for word in said]
        text = question.option(answer).label if isinstance(answer, str) else None
        if question.span and isinstance(answer, Decimal):
            text = f"{answer.normalize():f} {question.span.unit}"
        yield (*row, ("standing", "answer")), {"standing": standing, "answer": text}

    def standing(self, question: str, option: str | None = None) -> tuple[str, Any]:
        gate, answer = self.pack.question[question].ask_when, self.answers.get(question)
        if gate is not None and not self.holds(gate, EITHER):
            return "not_applicable", None
        said = answer.get(option) if isinstance(answer, Ticks) and option else answer
        return STANDINGS.get(said, "answered"), said

    def holds(self, condition: when.Condition, world: World) -> bool:
        if isinstance(condition, when.AtLeast):
            return sum(self.holds(part, world) for part in condition.of) >= condition.count
        atom, positive = condition.atom, condition.positive
        if isinstance(atom, when.FindingIs):
            rules = self.pack.rules_for_finding(atom.finding)
            if positive:
                return any(self.fires(rule, world) for rule in rules)
            return all(self.holds(rule.when.negated(), world) for rule in rules)
        if isinstance(atom, when.CauseIs):
            return self.points(atom.cause, world) >= self.pack.grade_points[atom.grade]
        standing, answer = self.standing(atom.question, getattr(atom, "option", None))
        if standing in ("unsure", "not_asked"):
            return world[standing == "not_asked"]
        if isinstance(atom, when.Compare):
            return (standing == "answered" and atom.accepts(answer)) == positive
        return (answer in getattr(atom, "options", [Tick.YES])) == positive

    def fires(self, rule: Rule, world: World) -> bool:
        if world != SURE and (rule.id, world) not in self.judged:
            self.judged[rule.id, world] = self.holds(rule.when, world)
        return self.judged.get((rule.id, world), False)

    def points(self, cause: str, world: World) -> int:
        met = (r.then for r in self.pack.rules_for_cause(cause) if self.fires(r, world))
        return sum(then.points for then in met if isinstance(then, Evidence))

    def met_by(self, condition: when.Condition) -> tuple[when.Literal, ...]:
        """Return the facts known so far that meet a condition, no more than it needs."""
        if isinstance(condition, when.Literal):
            return (condition,) if self.holds(condition, SURE) else ()
        met = [facts for part in condition.of if (facts := self.met_by(part))][: condition.count]
        return tuple(f for facts in met for f in facts) if len(met) == condition.count else ()

    def firings(self) -> Iterator[tuple[Place, Any]]:
        """Each firing is of the first rule, by salience and pack order, that is met by then."""
        waiting = sorted(self.pack.rules, key=lambda rule: (-rule.salience, rule.order))
        while rule := next((rule for rule in waiting if self.holds(rule.when, SURE)), None):
            waiting.remove(rule)
            row: Place = ("trace", len(self.fired))
            view: dict[str, Any] = {"rule": rule.id, "step": len(self.fired) + 1}
            view |= {"title": rule.title, "because": rule.because, "conclusion": _written(rule)}
            yield (*row, (*view,)), view
            for n, part in enumerate(when.clauses(rule.when)):
                facts = [{"condition": f.text, "is_negated": f.flipped} for f in self.met_by(part)]
                yield (*row, "matches", n, "met_by", ..., ("condition", "is_negated")), facts
            self.fired[rule.id] = rule
            self.judged[rule.id, SURE] = True
        yield ("trace", ..., ("rule",)), [{"rule": rule} for rule in self.fired]

    def conclusions(self) -> Iterator[tuple[Place, Any]]:
        now = ceiling = self.pack.baseline
        blocked, counting = [], []
        for rule, then in self.pack.concluding(RedFlag):
            sure, unsure, unasked, either = (self.fires(rule, world) for world in WORLDS)
            state = "raised" if sure else "unsure" if unsure else "open" if either else "not_met"
            blocked += [] if sure else [{"rule": rule.id, "state": state}]
            if sure or unsure:
                counts = then.disposition if sure else then.if_unsure
                counting.append({"state": state, "disposition": counts.id})
                now = max(now, counts)
            if either:
                ceiling = max(ceiling, then.disposition if sure or unasked else then.if_unsure)
        counting.sort(key=lambda flag: -Disposition.named(flag["disposition"]))
        yield ("blocked", ..., ("rule", "state")), blocked
        yield ("flags", ..., ("state", "disposition")), counting
        for key, level in (("disposition", now), ("ceiling", ceiling)):
            words = {"id": level.id, "level": int(level), **asdict(self.pack.wordings[level])}
            yield (key, tuple(words)), words
        yield ("is_complete",), now == ceiling
        points = {c: self.points(c, SURE) for c in self.pack.cause if now <= HIGHEST_WITH_PROGRAMME}
        ranked = sorted(points.items(), key=lambda cause: -cause[1])
        reached = [(c, n, g) for c, n in ranked for g, least in self.pack.grades if n >= least]
        graded = {c: {"id": c, "points": n, "grade": g} for c, n, g in reached}
        yield ("causes", ..., ("id", "points", "grade")), [*graded.values()]
        held: dict[str, dict[str, str]] = {}
        for truth, world in (("yes", SURE), ("unknown", EITHER)):
            for rule, hold in self.pack.concluding(Hold):
                for trait in hold.traits if self.fires(rule, world) else ():
                    held.setdefault(trait, {"trait": trait, "rule": rule.id, "truth": truth})
        holding = [held[trait.id] for trait in self.pack.traits if trait.id in held]
        yield ("held", ..., ("trait", "rule", "truth")), holding
        offered = self.offered({*held}) if now == ceiling <= HIGHEST_WITH_PROGRAMME else set()
        choices = [{"id": e.id, "is_in": e.id in offered} for e in self.pack.exercises]
        yield ("programme", "exercises", ..., ("id", "is_in")), choices

    def offered(self, held: set[str]) -> set[str]:
        """Return what is offered: first of the ladder, stretches, what a rule adds, variants."""
        added, offered = {rule.then for rule in self.fired.values()}, set[str]()
        failed = {name for name, went_well in self.sheet.tried.items() if not went_well}
        closed = {e.id for e in self.pack.exercises if held & {*e.traits}}
        places = self.pack.dosage.first if self.pack.dosage else 0
        for e in sorted(self.pack.exercises, key=lambda e: e.kind is ExerciseKind.VARIANT):
            is_first = e.kind is ExerciseKind.STRENGTH and places > 0
            is_wanted = e.kind is ExerciseKind.FLEXIBILITY or Add(e.id) in added
            is_wanted |= e.use_when is UseWhen.EASIER and e.variant_of in failed - closed
            is_wanted |= e.use_when is UseWhen.OUTDOORS and e.variant_of in offered
            if (is_first or is_wanted) and e.id not in closed | failed:
                offered.add(e.id)
                places -= is_first
        return offered


def _written(rule: Rule) -> dict[str, Any]:
    if isinstance(rule.then, RedFlag):
        return {"suspect": rule.then.suspect, "disposition": rule.then.disposition.id}
    parts = {AS_WRITTEN.get(key, key): part for key, part in asdict(rule.then).items()}
    return {key: [*part] if isinstance(part, tuple) else part for key, part in parts.items()}


def _at(tree: Any, place: Place) -> Any:
    """Return what is at a place of a tree, None where nothing is."""
    for depth, key in enumerate(place):
        if key is ...:
            return [_at(x, place[depth + 1 :]) for x in tree] if isinstance(tree, list) else None
        if isinstance(key, tuple):
            return {name: tree.get(name) for name in key} if isinstance(tree, dict) else None
        rows = dict(enumerate(tree)) if isinstance(tree, list) else tree
        tree = rows.get(key) if isinstance(rows, dict) else None
    return tree
