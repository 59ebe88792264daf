"""coach.yaml: what each disposition means for training, in words for a coach."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import Names
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.shape import Field, OneOf, Record, Text
from triage.model.coaching import FINISHED, UNFINISHED, Coaching, Meaning, allowed
from triage.model.disposition import DISPOSITION_IDS, Disposition

_ACTION = Field(Text(), "what the coach does; it must not say why")
_PART = Record(
    "meaning while unfinished",
    {"state": Field(OneOf(UNFINISHED), "the state of the runner"), "action": _ACTION},
)
_MEANING = Record(
    "meaning for training",
    {
        "state": Field(OneOf(FINISHED), "the state of the runner"),
        "action": _ACTION,
        "unfinished": Field(_PART, "what it means while answers are missing"),
    },
)
FILE = PackFile(
    name="coach.yaml",
    shape=Record(
        "coach",
        {
            "dispositions": Field(
                Record(
                    "dispositions for a coach",
                    {d: Field(_MEANING, f"what {d} means for training") for d in DISPOSITION_IDS},
                ),
                "what each disposition means for training",
            )
        },
    ),
    is_required=True,
)


def build_all(file: Entry, names: Names) -> dict[Disposition, Coaching]:
    """Return what each disposition means, and fault a state that is milder than it allows."""
    table = file.get("dispositions", Entry(file.where))
    found = {}
    for id, entry in table.items():
        if not entry.is_sound:
            continue
        level = Disposition.named(id)
        _check(level, entry["state"], True, names)
        _check(level, entry["unfinished"]["state"], False, names)
        found[level] = Coaching(finished=_meaning(entry), unfinished=_meaning(entry["unfinished"]))
    return found


def _check(level: Disposition, state: Written, is_finished: bool, names: Names) -> None:
    states = allowed(level, is_finished=is_finished)
    if state not in states:
        names.fault(
            f"'{level.id}' cannot mean '{state}': a coach would let the runner do too much",
            state.where,
            f"write {' or '.join(states)}",
        )


def _meaning(entry: Entry) -> Meaning:
    return Meaning(str(entry["state"]), str(entry["action"]))
