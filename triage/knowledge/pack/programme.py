"""The programme in exercises.yaml: how much, how often, and the weeks of the plan."""

from __future__ import annotations

from triage.knowledge.pack.names import Names
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Number, Record, Text
from triage.model.exercise import Dosage, Week

WEEK = Record(
    "week",
    {
        # three at most: so a day of rest fits between any two
        "sessions_min": Field(Number(least=1, most=3), "fewest sessions"),
        "sessions_max": Field(Number(least=1, most=3), "most sessions"),
        "sets_min": Field(Number(least=1, most=20), "fewest sets of each exercise"),
        "sets_max": Field(Number(least=1, most=20), "most sets of each exercise"),
        "repetitions_min": Field(Number(least=1, most=100), "fewest repetitions per set"),
        "repetitions_max": Field(Number(least=1, most=100), "most repetitions per set"),
    },
)
PROGRAMME = Record(
    "programme",
    {
        "first": Field(Number(least=1, most=20), "how many rungs a runner starts with"),
        "first_says": Field(
            Text(), "what a report says of one of them: 'one of your first three'", False
        ),
        "sets": Field(Number(least=1, most=20), "sets of each"),
        "repetitions_min": Field(Number(least=1, most=100), "fewest repetitions per set"),
        "repetitions_max": Field(Number(least=1, most=100), "most repetitions per set"),
        "progression": Field(Text(), "how to build up"),
        "flexibility": Field(Text(), "when and how often to do the flexibility exercises"),
        "runs": Field(Text(), "how to run in the meantime"),
        "stop_rule": Field(Text(), "when to stop an exercise"),
        "weeks": Field(Listing(Text(), least=1), "the plan, one line per week"),
        "calendar": Field(
            Listing(WEEK, least=1), "the same weeks in numbers, for the calendar", False
        ),
    },
)


def build(file: Entry, names: Names) -> Dosage | None:
    """Return the programme that a file of exercises describes, or None when there is none."""
    entry = file.get("programme")
    if not isinstance(entry, Entry) or not entry.is_sound:
        if entry is None and names.ids["exercise"]:
            names.fault(
                "there are exercises but no 'programme'",
                file.where,
                "add 'programme:' with first, sets, repetitions and the rest",
            )
        return None
    _in_order(entry, "repetitions", names)
    return Dosage(
        first=int(entry["first"]),
        first_says=text_or_none(entry.get("first_says")),
        sets=int(entry["sets"]),
        repetitions_min=int(entry["repetitions_min"]),
        repetitions_max=int(entry["repetitions_max"]),
        progression=str(entry["progression"]),
        flexibility=str(entry["flexibility"]),
        runs=str(entry["runs"]),
        stop_rule=str(entry["stop_rule"]),
        weeks=tuple(str(week) for week in entry["weeks"]),
        calendar=_calendar(entry, names),
    )


def _in_order(entry: Entry, what: str, names: Names) -> None:
    least, most = entry[f"{what}_min"], entry[f"{what}_max"]
    if int(least) > int(most):
        names.fault(
            f"{what}_min {least} is more than {what}_max {most}",
            least.where,
            f"write the smaller number as {what}_min",
        )


def _calendar(entry: Entry, names: Names) -> tuple[Week, ...]:
    weeks = entry.get("calendar", [])
    is_whole = not weeks or len(weeks) == len(entry["weeks"])
    if not is_whole:
        names.fault(
            f"'calendar' and 'weeks' differ in length: {len(weeks)} and {len(entry['weeks'])}",
            weeks[0].where,
            "write one entry per week in both",
        )
    for week in weeks:
        for what in ("sessions", "sets", "repetitions"):
            _in_order(week, what, names)
    if not is_whole:
        return ()
    return tuple(Week(**{key: int(number) for key, number in w.items()}) for w in weeks)
