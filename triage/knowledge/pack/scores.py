"""scores.yaml: signs that are weighed together, and the rules that give them points.

What a score may be is checked here (design of the rule format): an answer never lifts it by more
than one band, a list of boxes left unsure neither, and by itself it sends no one further than to be
seen the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from triage.errors import Location
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.names import DISPOSITION, RULE_ID, SOURCES, Names
from triage.knowledge.pack.rules import RULES
from triage.knowledge.pack.rules import build as build_rule
from triage.knowledge.pack.sense import target_of
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import (
    Day,
    Field,
    Listing,
    Name,
    Number,
    Record,
    Text,
    one_of_values,
)
from triage.model.condition import AnswerAtom, Condition, Literal, ScoreIs
from triage.model.disposition import Disposition
from triage.model.rule import Points, RedFlag, Rule, Strength
from triage.model.score import Band, Score

MOST_URGENT = Disposition.SAME_DAY
"""Where a score by itself may send. Signs of an emergency each count alone."""

_FLAG = {
    "id": Field(RULE_ID, "the id of the red flag that this band raises", False),
    "title": Field(Text(), "a short name for tables", False),
    "disposition": Field(DISPOSITION, "how urgently it needs looking at", False),
    "if_unsure": Field(DISPOSITION, 'one level below: when only "not sure" reaches it', False),
    "because": Field(Text(), "one plain sentence to the runner", False),
    "sources": Field(SOURCES, "keys of sources.yaml", False),
    "evidence": Field(one_of_values(Strength), "what the band rests on", False),
    "since": Field(Day(), "the day the band came into force", False),
}
BAND = Record(
    "band",
    {
        "from": Field(Number(least=1, most=100), "the points at which it begins"),
        "label": Field(Text(), "a short name for tables"),
        "says": Field(Text(), "the statement to the runner: 'you have several signs of …'"),
        **_FLAG,
    },
)
FILE = PackFile(
    name="scores.yaml",
    shape=Record(
        "scores",
        {
            "scores": Field(
                Listing(
                    labelled(
                        "score",
                        suspect=Field(Name("a suspect"), "what its bands raise", False),
                        bands=Field(Listing(BAND, least=1), "from the fewest points to the most"),
                    )
                ),
                "what is weighed",
                False,
            ),
            "rules": RULES,
        },
    ),
    defines={"score": "scores"},
    concludes=("score",),
)


def build(entry: Entry) -> Score:
    """Return a score with its bands."""
    return Score(
        id=str(entry["id"]),
        label=str(entry["label"]),
        bands=tuple(
            Band(
                points=int(band["from"]),
                label=str(band["label"]),
                says=str(band["says"]),
                rule=str(band["id"]) if "id" in band else None,
            )
            for band in entry["bands"]
        ),
    )


def flags_of(entries: Iterable[Entry], names: Names, first: int) -> tuple[Rule, ...]:
    """Return the red flags that the bands raise, in order; `first` is the order of the first."""
    flags: list[Rule] = []
    for entry in entries:
        if not entry.is_sound:
            continue
        _check_order(entry, names)
        if "suspect" in entry:
            names.refer([entry["suspect"]], "suspect")
        for band in entry["bands"]:
            then = _red_flag(entry, band, names)
            if then is None:
                continue
            names.refer(band["sources"], "source")
            text = f"score {entry['id']} >= {band['from']}"
            atom = ScoreIs(str(entry["id"]), int(band["from"]))
            when = Literal(atom, True, text, band.where)
            flags.append(build_rule(band, when, then, first + len(flags)))
    return tuple(flags)


def _check_order(entry: Entry, names: Names) -> None:
    for band, higher in pairwise(entry["bands"]):
        if int(band["from"]) >= int(higher["from"]):
            names.fault(
                f"a band of {entry['id']} begins no higher than the one before it",
                higher["from"].where,
                "list the bands from the fewest points to the most",
            )


def _red_flag(entry: Entry, band: Entry, names: Names) -> RedFlag | None:
    """Return what a band concludes, or None when it raises nothing or has a fault."""
    given = [key for key in _FLAG if key in band]
    if not given:
        return None
    missing = [key for key in _FLAG if key not in band]
    what = f"the band of {entry['id']} from {band['from']} points"
    if missing or "suspect" not in entry:
        lacking = ", ".join([*missing, *([] if "suspect" in entry else ["a suspect of the score"])])
        names.fault(
            f"{what} has '{given[0]}' but lacks {lacking}",
            band.where,
            "a band that raises a red flag needs all of it; remove it, or add the rest",
        )
        return None
    level = Disposition.named(band["disposition"])
    unsure = Disposition.named(band["if_unsure"])
    if level > MOST_URGENT:
        names.fault(
            f"{what} sends to {level.id}, and a score by itself reaches at most {MOST_URGENT.id}",
            band["disposition"].where,
            "write a red flag for each sign that is urgent by itself",
        )
        return None
    below = Disposition(max(level - 1, Disposition.SELF_CARE))
    if unsure is not below:
        names.fault(
            f"{what}: 'if_unsure' must be one level below {level.id}",
            band["if_unsure"].where,
            f"write if_unsure: {below.id}",
        )
        return None
    return RedFlag(str(entry["suspect"]), level, unsure)


def check_weights(scores: Iterable[Score], rules: Sequence[Rule], names: Names) -> None:
    """Fault an item, and a question left unsure, that could lift a score by more than one band."""
    for score in scores:
        gaps = [higher.points - band.points for band, higher in pairwise(score.bands)]
        if not gaps or min(gaps) < 1:
            continue
        on: dict[str, list[tuple[Rule, int]]] = {}
        for rule in rules:
            if not isinstance(rule.then, Points) or rule.then.score != score.id:
                continue
            if rule.then.points > min(gaps):
                names.fault(
                    f"{rule.id} gives {rule.then.points} points, which can lift '{score.id}' by "
                    "more than one band",
                    rule.where or _NOWHERE,
                    f"give at most {min(gaps)}, or set the bands further apart",
                )
            for question in dict.fromkeys(_questions(rule.when, rules, frozenset({score.id}))):
                on.setdefault(question, []).append((rule, rule.then.points))
        for question, items in on.items():
            points = sum(given for _, given in items)
            if len(items) > 1 and points > min(gaps):
                ids = ", ".join(rule.id for rule, _ in items)
                names.fault(
                    f"with '{question}' left unsure, {ids} give {points} points, which can lift "
                    f"'{score.id}' by more than one band",
                    items[-1][0].where or _NOWHERE,
                    "count signs that go together as one item: one rule with 'any'",
                )


_NOWHERE = Location("scores.yaml")


def _questions(
    condition: Condition, rules: Sequence[Rule], through: frozenset[str]
) -> Iterator[str]:
    """Yield every question that a condition looks at, through findings, causes and scores too."""
    for literal in condition.literals():
        atom = literal.atom
        if isinstance(atom, AnswerAtom):
            yield atom.question
            continue
        for rule in rules:
            if target_of(rule) == atom.name and atom.name not in through:  # there may be a cycle
                yield from _questions(rule.when, rules, through | {atom.name})
