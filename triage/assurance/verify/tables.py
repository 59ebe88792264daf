"""What a report may say of a thing of the pack: the pack's own words, by its id.

No reasoning is here. Whatever is said of something is compared with these rows as a whole, so that
nothing can be left out, added or reworded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from triage.assurance.verify.replay import Replay, written
from triage.model.answers import Tick, Ticks
from triage.model.condition import FindingIs, ScoreIs
from triage.model.disposition import Disposition
from triage.model.pack import Advice, Cause, Pack
from triage.model.question import Kind, Option, Question
from triage.model.rule import RedFlag, Rule

AS_WRITTEN = {"advice": "advise", "traits": "hold", "exercise": "add"}
PACK_KEYS = ["id", "version", "date", "title", "language", "digest", "authors", "review_by"]
PACK_KEYS += ["review_status", "is_stale", "intended_use", "limits", "privacy", "stop_notice"]


def row(**facts: Any) -> dict[str, Any]:
    """Return the facts of a row that are there."""
    return {key: fact for key, fact in facts.items() if fact is not None and fact not in ([], {})}


def pack_row(pack: Pack, *, is_stale: bool) -> dict[str, Any]:
    """Return what is said of a pack."""
    others = {
        "date": pack.date.isoformat(),
        "review_by": pack.review_by.isoformat(),
        "authors": [*pack.authors],
        "limits": [*pack.limits],
        "is_stale": is_stale,
    }
    return {key: others[key] if key in others else getattr(pack, key) for key in PACK_KEYS}


def level_row(level: Disposition, pack: Pack) -> dict[str, Any]:
    """Return a disposition in all the words the pack has for it."""
    words = asdict(pack.wordings[level])
    del words["needs"]  # which is proved of the pack, and shown to no one
    return {"id": level.id, "level": int(level), **words}


def answer_row(question: Question, replay: Replay) -> dict[str, Any]:
    """Return how a question was answered."""
    standing, answer = replay.standing(question.id)
    boxes: dict[str, Any] | None = None
    if question.kind is Kind.CHECKLIST:
        some = [o for o in question.options if replay.applies(question.id, o.id)]
        ticks = {o: replay.standing(question.id, o.id)[1] for o in some}
        standing = "unsure" if {*ticks.values()} == {Tick.UNSURE} else standing
        boxes = None if standing == "not_applicable" else _boxes(ticks)
    text, words = None, words_of(question, answer)
    if isinstance(answer, str):
        text = question.option(answer).label
    if question.span and isinstance(answer, Decimal):
        text = f"{number_of(answer)} {question.span.unit}"
    return row(label=question.label, standing=standing, answer=text, words=words, boxes=boxes)


def words_of(question: Question, answer: Any, option: str | None = None) -> str | None:
    """Return the pack's words for a known answer; of a checklist, for one box."""
    if isinstance(answer, Ticks) and option is not None:
        box, tick = question.option(option), answer.get(option)
        return box.says if tick is Tick.YES else box.denies if tick is Tick.NO else None
    if isinstance(answer, Decimal) and question.span is not None:
        return question.span.says.replace("{value}", number_of(answer))
    return question.option(answer).says if isinstance(answer, str) else None


def number_of(number: Decimal) -> str:
    """Return a number as a person writes it."""
    return f"{number.normalize():f}"


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


def score_rows(replay: Replay) -> dict[str, Any]:
    """Return the scores that firings rest on, in the words for what each comes to."""
    found: dict[str, Any] = {}
    for fact in (f for clauses in replay.matches.values() for met in clauses for f in met):
        if isinstance(fact.atom, ScoreIs):
            score = replay.pack.score[fact.atom.score]
            of_score = found.setdefault(score.id, {"label": score.label, "words": []})
            words = score.band(fact.atom.points).says
            of_score["words"] += [words] if words not in of_score["words"] else []
    return found


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


def source_rows(shown: Collection[str], pack: Pack) -> dict[str, Any]:
    """Return the sources that are shown, and how far the authors of the pack read each."""
    return {
        source.key: row(
            citation=source.citation,
            url=source.url,
            year=source.year,
            kind=source.kind,
            read=source.read,
        )
        for source in pack.sources.values()
        if source.key in shown
    }


def cause_row(
    cause: Cause, grade: str, points: int, rules: list[str], exercises: list[str]
) -> dict[str, Any]:
    """Return a cause that has a grade, with the rules for it and the exercises offered."""
    return row(
        id=cause.id,
        label=cause.label,
        explain=cause.explain,
        grade=grade,
        points=points,
        strength=cause.strength,
        note=cause.note,
        rules=rules,
        exercises=exercises,
        sources=[*cause.sources],
    )


def advice_row(item: Advice, rule: str, *, is_known: bool) -> dict[str, Any]:
    """Return an advice item and the rule that gave it, or that is not ruled out."""
    return row(
        label=item.label,
        text=item.text,
        kind=item.kind,
        for_cause=item.for_cause,
        unless=None if is_known else item.unless,
        rule=rule,
        sources=[*item.sources],
    )
