"""A second pair of eyes: does a JSON report follow from its answers and its pack?

A report is its own certificate: what it concludes is derived anew from its sheet and the pack, one
rule after the other. This shares the nouns of the model with what wrote the report, and no
reasoning: no engine, `valuation` or `programme`. `LEFT_ALONE` lists what is not looked at. No
report is signed: one that follows may be about answers that were never given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from triage.assurance.verify import searches, tables
from triage.assurance.verify.mismatch import mismatch
from triage.assurance.verify.programme import IN, programme_row, reasons_of
from triage.assurance.verify.replay import EITHER, SURE, WORLDS, Replay
from triage.assurance.verify.tables import row
from triage.errors import Fault, Location
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.rule import Advise, Hold, RedFlag

SCHEMA = "triage-report/2"
Place = tuple[Any, ...]  # keys, numbers in a list; at the end also a tuple of keys

LEFT_ALONE = {
    "runner": "whose report it is does not follow from answers",
    "date": "nor does the day",
    "software": "any version may have made it",
    "pack.is_stale": "it is as of the day the report was made",
    "unsettled": "which questions are worth asking is a search; that they are open is checked",
    "unasked": "so is whether one could still matter; that it is unasked is checked",
    "safety_net": "the answers are a search; their words, rules and level are checked",
    "changes": "the fewest changed answers are a search; that there may be some is checked",
    "flags.unsure": "which of the unsure answers leave a flag open is checked rule by rule",
    "held.unknown": "so it is for what holds a trait; that they are unknown is checked",
}
"""What may differ and still be accepted, and why."""


def verify(report: Any, pack: Pack, file: str) -> Fault | None:
    """Return the first step that does not follow, if any. Raises AnswerFault for its sheet."""
    if (schema := _at(report, ("schema",))) != SCHEMA:
        said = f"it is a {schema}" if isinstance(schema, str) else "it names no version"
        what = f"this is not a report that can be checked here: {said}, not a {SCHEMA}"
        fix = "make the report again from its sheet: triage assess SHEET -o report.json"
        return Fault(what=what, where=Location(file), fix=fix)
    sheet = read_sheet(json.dumps(_at(report, ("sheet",))), f"{file}: sheet", pack)
    for place, follows in _Steps(Replay(pack, sheet), report).steps():
        if (said := _at(report, place)) != follows:
            return mismatch(file, place, said, follows)
    return None


class _Steps:
    def __init__(self, replay: Replay, report: Any) -> None:
        self.replay, self.report = replay, report
        self.pack, self.fired = replay.pack, [*replay.fired.values()]
        self.now = self.ceiling = self.pack.baseline
        self.sources: set[str] = {key for rule in self.fired for key in rule.sources}
        self.held: dict[str, dict[str, Any]] = {}

    def steps(self) -> Iterator[tuple[Place, Any]]:
        """Yield each place of the report, in reading order, with what follows for it."""
        pack = tables.pack_row(self.pack)
        yield ("pack", (*pack,)), pack
        answers = {q.id: tables.answer_row(q, self.replay) for q in self.pack.questions}
        yield ("answers",), answers
        trace = enumerate(self.fired, start=1)
        yield ("trace",), [tables.firing_row(step, rule, self.replay) for step, rule in trace]
        yield ("findings",), tables.finding_rows(self.replay)
        yield from self.red_flags()
        yield from self.dispositions()
        yield from self.questions(answers)
        yield from self.holds()
        yield from self.treatment()
        shown = [key for key in self.pack.sources if key in self.sources]
        yield ("sources",), {key: tables.source_row(key, self.pack) for key in shown}

    def red_flags(self) -> Iterator[tuple[Place, Any]]:
        rules: dict[str, dict[str, Any]] = {}
        reached: dict[str, list[Disposition]] = {}
        counting: list[dict[str, Any]] = []
        for rule, then in self.pack.concluding(RedFlag):
            sure, unsure, unasked, either = (self.replay.fires(rule, world) for world in WORLDS)
            state = "raised" if sure else "unsure" if unsure else "open" if either else "not_met"
            of_suspect = rules.setdefault(then.suspect, {state: {} for state in tables.STATES})
            is_out = state == "not_met"
            of_suspect[state][rule.id] = (
                self.replay.against(rule) if is_out else self.replay.unknown(rule)
            )
            if sure or unsure:
                counts = then.disposition if sure else then.if_unsure
                flag = {"rule": rule.id, "suspect": then.suspect, "state": state}
                counting.append({**flag, "disposition": counts.id})
                self.now = max(self.now, counts)
                self.sources |= {*rule.sources}
            if either:
                reach = then.disposition if sure or unasked else then.if_unsure
                reached.setdefault(then.suspect, []).append(reach)
                self.ceiling = max(self.ceiling, reach)
        counting.sort(key=lambda flag: -Disposition.named(flag["disposition"]))
        for number, flag in enumerate(counting):
            if flag["state"] == "unsure":
                said = _at(self.report, ("flags", number, "unsure"))
                flag.update(row(unsure=searches.open_facts(said, ["unsure"], self.replay)))
        yield ("flags",), counting
        yield (
            ("suspects",),
            {
                suspect.id: tables.suspect_row(
                    suspect, rules[suspect.id], reached.get(suspect.id, [])
                )
                for suspect in self.pack.suspects
                if suspect.id in rules
            },
        )

    def dispositions(self) -> Iterator[tuple[Place, Any]]:
        yield ("disposition",), tables.level_row(self.now, self.pack)
        ceiling = tables.level_row(self.ceiling, self.pack)
        yield ("ceiling",), {key: ceiling[key] for key in ("id", "level", "title")}
        is_complete = self.now == self.ceiling
        yield ("is_complete",), is_complete
        is_mild = self.now < Disposition.SAME_DAY
        yield ("is_mild_but_unfinished",), is_mild and not is_complete
        said = _at(self.report, ("safety_net",))
        yield ("safety_net",), searches.safety_net(said, self.now, self.pack)
        said = _at(self.report, ("changes",))
        yield ("changes",), searches.changes(said, self.now, is_complete=is_complete)

    def questions(self, answers: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
        unasked = searches.unasked(_at(self.report, ("unasked",)), answers)
        yield ("unasked",), unasked
        out = (question for question, why in unasked.items() if why == "does_not_apply")
        yield ("dropped",), [question for question in out if question in self.replay.answers]
        yield ("unsettled",), searches.unsettled(_at(self.report, ("unsettled",)), answers)
        yield ("body_map",), tables.body_map_row(self.replay)

    def holds(self) -> Iterator[tuple[Place, Any]]:
        for truth, world in (("yes", SURE), ("unknown", EITHER)):
            for rule, hold in self.pack.concluding(Hold):
                for trait in hold.traits if self.replay.fires(rule, world) else ():
                    found = {"label": self.pack.trait[trait].label, "rule": rule.id}
                    self.held.setdefault(trait, {"trait": trait, **found, "truth": truth})
        order = [trait.id for trait in self.pack.traits]
        self.held = {trait: self.held[trait] for trait in order if trait in self.held}
        for number, held in enumerate(self.held.values()):
            if held["truth"] == "unknown":
                said = _at(self.report, ("held", number, "unknown"))
                unknown = searches.open_facts(said, ["unsure", "not_asked"], self.replay)
                held.update(row(unknown=unknown))
        yield ("held",), [*self.held.values()]

    def treatment(self) -> Iterator[tuple[Place, Any]]:
        pack, withheld = self.pack, None if self.pack.exercises else "no_catalogue"
        if self.now > HIGHEST_WITH_PROGRAMME:
            withheld = withheld or "urgent"
        elif self.now != self.ceiling:
            withheld = withheld or "incomplete"
        reasons = reasons_of(self.replay, self.held, withheld)
        offered = [e for e in pack.exercises if reasons[e.id] in IN]
        yield ("programme",), programme_row(self.replay, reasons, self.held, withheld)
        causes = [*self.causes()] if self.now <= HIGHEST_WITH_PROGRAMME else []
        for cause in causes:
            cause.update(row(exercises=[e.id for e in offered if cause["id"] in e.causes]))
        yield ("causes",), sorted(causes, key=lambda cause: -cause["points"])
        given = [item for item in pack.advice if item.up_to >= self.ceiling]
        advice = {i.id: tables.advice_row(i, r) for i in given if (r := self.giving(i.id))}
        yield ("advice",), advice
        shown = [*(pack.cause[cause["id"]].sources for cause in causes)]
        shown += [e.sources for e in offered] + [i.sources for i in given if i.id in advice]
        self.sources |= {key for sources in shown for key in sources}

    def causes(self) -> Iterator[dict[str, Any]]:
        for cause in self.pack.causes:
            points = self.replay.points(cause.id, SURE)
            grades = [grade for grade, least in self.pack.grades if points >= least]
            if grades:
                thens = {rule.id: rule.then for rule in self.fired}
                rules = [
                    id for id, then in thens.items() if getattr(then, "cause", None) == cause.id
                ]
                yield tables.cause_row(cause, grades[-1], points, rules)

    def giving(self, advice: str) -> str | None:
        return next((rule.id for rule in self.fired if rule.then == Advise(advice)), None)


def _at(tree: Any, place: Place) -> Any:
    """Return what is at a place of a tree, None where nothing is."""
    for key in place:
        if isinstance(key, tuple):
            return {name: tree.get(name) for name in key} if isinstance(tree, dict) else None
        rows = dict(enumerate(tree)) if isinstance(tree, list) else tree
        tree = rows.get(key) if isinstance(rows, dict) else None
    return tree
