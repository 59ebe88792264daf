"""What a report may say of a thing of the pack: the pack's own words, by its id.

No reasoning is here. Whatever is said of something is compared with these rows as a whole, so that
nothing can be left out, added or reworded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from triage.assurance.verify.replay import Replay, written
from triage.model.answers import Tick, Ticks
from triage.model.condition import FindingIs
from triage.model.disposition import Disposition
from triage.model.exercise import Dosage, Exercise
from triage.model.pack import Advice, Cause, Label, Pack
from triage.model.question import Kind, Option, Question
from triage.model.rule import RedFlag, Rule

AS_WRITTEN = {"advice": "advise", "traits": "hold", "exercise": "add"}
PACK_TEXTS = ["id", "version", "title", "language", "digest", "review_status", "intended_use"]
PACK_TEXTS += ["privacy", "stop_notice"]
DOSAGE = ["first", "sets", "repetitions_min", "repetitions_max", "progression", "flexibility"]
DOSAGE += ["runs", "stop_rule"]
STATES = ("raised", "unsure", "open", "not_met")  # of a red flag, most telling first


def row(**facts: Any) -> dict[str, Any]:
    """Return the facts of a row that are there."""
    return {key: fact for key, fact in facts.items() if fact is not None and fact not in ([], {})}


def pack_row(pack: Pack) -> dict[str, Any]:
    """Return what is said of a pack, but not whether its review is overdue: that is of a day."""
    texts = {key: getattr(pack, key) for key in PACK_TEXTS}
    days = {"date": pack.date.isoformat(), "review_by": pack.review_by.isoformat()}
    return {**texts, **days, "authors": [*pack.authors], "limits": [*pack.limits]}


def level_row(level: Disposition, pack: Pack) -> dict[str, Any]:
    """Return a disposition in all the words the pack has for it."""
    return {"id": level.id, "level": int(level), **asdict(pack.wordings[level])}


def answer_row(question: Question, replay: Replay) -> dict[str, Any]:
    """Return how a question was answered."""
    standing, answer = replay.standing(question.id)
    boxes: dict[str, Any] | None = None
    if question.kind is Kind.CHECKLIST:
        ticks = {o: replay.standing(question.id, o.id)[1] for o in question.options}
        standing = "unsure" if {*ticks.values()} == {Tick.UNSURE} else standing
        boxes = None if standing == "not_applicable" else _boxes(ticks)
    text = words = None
    if isinstance(answer, str):
        text, words = question.option(answer).label, question.option(answer).says
    if question.span and isinstance(answer, Decimal):
        number = f"{answer.normalize():f}"
        text = f"{number} {question.span.unit}"
        words = question.span.says.replace("{value}", number)
    return row(label=question.label, standing=standing, answer=text, words=words, boxes=boxes)


def _boxes(ticks: dict[Option, Any]) -> dict[str, Any]:
    def labels(tick: Tick | None) -> dict[str, str]:
        return {option.id: option.label for option, said in ticks.items() if said is tick}

    yes, unsure, no, none = (labels(tick) for tick in (Tick.YES, Tick.UNSURE, Tick.NO, None))
    return row(yes=yes, unsure=unsure, no=[*no], not_asked=[*none])


def firing_row(step: int, rule: Rule, replay: Replay) -> dict[str, Any]:
    """Return a firing, with the facts that met each clause."""
    return {
        "step": step,
        "rule": rule.id,
        "title": rule.title,
        "because": rule.because,
        "conclusion": _conclusion(rule),
        "matches": [[written(fact) for fact in met] for met in replay.matches[rule.id]],
        "sources": [*rule.sources],
        "strength": rule.strength.value,
    }


def _conclusion(rule: Rule) -> dict[str, Any]:
    if isinstance(rule.then, RedFlag):
        return {"suspect": rule.then.suspect, "disposition": rule.then.disposition.id}
    parts = {AS_WRITTEN.get(key, key): part for key, part in asdict(rule.then).items()}
    return {key: [*part] if isinstance(part, tuple) else part for key, part in parts.items()}


def finding_rows(replay: Replay) -> dict[str, Any]:
    """Return the findings that firings rest on, in the words for what they are."""
    found = {}
    for fact in (f for clauses in replay.matches.values() for met in clauses for f in met):
        if isinstance(fact.atom, FindingIs):
            label = replay.pack.finding[fact.atom.finding]
            words = label.says if fact.positive else label.denies
            found[label.id] = row(label=label.label, words=words)
    return found


def suspect_row(suspect: Label, rules: dict[str, Any], reach: Sequence[Disposition]) -> Any:
    """Return what became of looking for a suspect; `rules` has those in each state."""
    state = next(state for state in STATES if rules[state])
    could_reach = max(reach).id if reach else None
    explain = suspect.explain or None if state in ("raised", "unsure") else None
    known = {state: found for state, found in rules.items() if state != "raised"}
    return row(label=suspect.label, explain=explain, state=state, could_reach=could_reach, **known)


def body_map_row(replay: Replay) -> dict[str, Any] | None:
    """Return the places that the answers name, and their regions of the body."""
    said = {q.id: replay.standing(q.id)[1] for q in replay.pack.questions}
    chosen = [
        option
        for question in replay.pack.questions
        for option in question.options
        if option.regions and _is_chosen(option, said[question.id])
    ]
    regions = [region for option in chosen for region in option.regions]
    return {"places": [o.label for o in chosen], "regions": regions} if chosen else None


def _is_chosen(option: Option, said: Any) -> bool:
    return said.get(option.id) is Tick.YES if isinstance(said, Ticks) else said == option.id


def dosage_row(dosage: Dosage) -> dict[str, Any]:
    """Return how a programme is done."""
    return {**{key: getattr(dosage, key) for key in DOSAGE}, "weeks": [*dosage.weeks]}


def exercise_row(exercise: Exercise, reason: str, added_by: str | None) -> dict[str, Any]:
    """Return an exercise that is offered."""
    return row(
        name=exercise.name,
        reason=reason,
        kind=exercise.kind.value,
        side=exercise.side.value,
        aim=exercise.aim,
        cues=[*exercise.cues],
        dose=exercise.dose,
        stop_rule=exercise.stop_rule,
        easier=exercise.easier,
        harder=exercise.harder,
        note=exercise.note,
        causes=[*exercise.causes],
        added_by=added_by,
        variant_of=exercise.variant_of,
        use_when=exercise.use_when.id if exercise.use_when else None,
        poses=[pose.label for pose in exercise.poses],
        sources=[*exercise.sources],
    )


def source_row(key: str, pack: Pack) -> dict[str, Any]:
    """Return a source, and how far the authors of the pack read it."""
    source = pack.sources[key]
    return row(
        citation=source.citation,
        url=source.url,
        year=source.year,
        kind=source.kind,
        read=source.read,
    )


def cause_row(cause: Cause, grade: str, points: int, rules: list[str]) -> dict[str, Any]:
    """Return a cause that has a grade, but not yet the exercises for it."""
    return row(
        id=cause.id,
        label=cause.label,
        explain=cause.explain,
        grade=grade,
        points=points,
        strength=cause.strength,
        note=cause.note,
        rules=rules,
        sources=[*cause.sources],
    )


def advice_row(item: Advice, rule: str) -> dict[str, Any]:
    """Return an advice item and the rule that gave it."""
    return row(
        label=item.label,
        text=item.text,
        kind=item.kind,
        for_cause=item.for_cause,
        rule=rule,
        sources=[*item.sources],
    )
