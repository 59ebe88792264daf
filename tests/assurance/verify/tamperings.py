"""Ways to tamper with a report, each of which leaves something that does not follow."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.assurance.verify.reports import Report
from triage.model.disposition import DISPOSITION_IDS

NOT = "not: "
NOT_CHECKED = ("digest",)


def _answer(report: Report, data: st.DataObject) -> None:
    given = report["sheet"]["answers"]
    question = data.draw(st.sampled_from([*given]))
    answer = given[question]
    if isinstance(answer, dict):
        box = data.draw(st.sampled_from([*answer]))
        answer[box] = data.draw(st.sampled_from([x for x in ("yes", "no") if x != answer[box]]))
    elif data.draw(st.booleans()):
        del given[question]
    else:
        given[question] = "unsure" if answer != "unsure" else "no"


def _shown_answer(report: Report, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from([*report["answers"].values()]))
    row["standing"] = "not_asked" if row["standing"] == "answered" else "answered"


def _digest(report: Report, data: st.DataObject) -> None:
    digest = report["pack"]["digest"]
    place = data.draw(st.integers(0, len(digest) - 1))
    other = "0" if digest[place] != "0" else "1"
    report["pack"]["digest"] = digest[:place] + other + digest[place + 1 :]


def _version(report: Report, data: st.DataObject) -> None:  # noqa: ARG001  # one way to do it
    report["pack"]["version"] += ".1"


def _firing_dropped(report: Report, data: st.DataObject) -> None:
    trace = report["trace"]
    del trace[data.draw(st.integers(0, len(trace) - 1))]
    _renumber(trace)


def _firing_added(report: Report, data: st.DataObject) -> None:
    trace = report["trace"]
    extra = copy.deepcopy(data.draw(st.sampled_from(trace)))
    others = [rule for rules in _blocked(report) for rule in rules]
    extra["rule"] = data.draw(st.sampled_from(others or [extra["rule"]]))
    trace.insert(data.draw(st.integers(0, len(trace))), extra)
    _renumber(trace)


def _firings_reordered(report: Report, data: st.DataObject) -> None:
    trace = report["trace"]
    assume(len(trace) > 1)
    place = data.draw(st.integers(0, len(trace) - 2))
    trace[place], trace[place + 1] = trace[place + 1], trace[place]
    _renumber(trace)


def _fact_changed(report: Report, data: st.DataObject) -> None:
    match = data.draw(st.sampled_from(data.draw(st.sampled_from(report["trace"]))["matches"]))
    place = data.draw(st.integers(0, len(match) - 1))
    if data.draw(st.booleans()):
        match[place] = match[place].removeprefix(NOT) if NOT in match[place] else NOT + match[place]
    else:
        match[place] += " and more"


def _fact_dropped(report: Report, data: st.DataObject) -> None:
    match = data.draw(st.sampled_from(data.draw(st.sampled_from(report["trace"]))["matches"]))
    match.pop()


def _conclusion_changed(report: Report, data: st.DataObject) -> None:
    conclusion = data.draw(st.sampled_from(report["trace"]))["conclusion"]
    key = data.draw(st.sampled_from([*conclusion]))
    conclusion[key] = "nothing"


def _disposition(report: Report, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(["disposition", "ceiling"]))
    others = [level for level in DISPOSITION_IDS if level != report[key]["id"]]
    report[key]["id"] = data.draw(st.sampled_from(others))


def _wording(report: Report, data: st.DataObject) -> None:
    words = ["title", "do_first", "contact", "how_soon", "check_again"]
    report["disposition"][data.draw(st.sampled_from(words))] = "Carry on as you are."


def _completeness(report: Report, data: st.DataObject) -> None:  # noqa: ARG001  # one way
    report["is_complete"] = not report["is_complete"]


def _not_settled(report: Report, data: st.DataObject) -> None:
    suspects = [row for row in report["suspects"].values() if {"unsure", "open"} & {*row}]
    assume(suspects)
    suspect = data.draw(st.sampled_from(suspects))
    rules = suspect["unsure" if "unsure" in suspect else "open"]
    rule = data.draw(st.sampled_from([*rules]))
    facts = rules.pop(rule)
    if data.draw(st.booleans()):
        suspect.setdefault("not_met", {})[rule] = facts


def _ruled_out(report: Report, data: st.DataObject) -> None:
    suspects = [row for row in report["suspects"].values() if "not_met" in row]
    assume(suspects)
    rules = data.draw(st.sampled_from(suspects))["not_met"]
    rule = data.draw(st.sampled_from([*rules]))
    match data.draw(st.sampled_from(["dropped", "other", "none"])):
        case "dropped":
            del rules[rule]
        case "other":
            rules[rule] = ["age > 200 years"]
        case _:
            rules[rule] = []


def _flag_dropped(report: Report, data: st.DataObject) -> None:
    assume(report["flags"])
    report["flags"].remove(data.draw(st.sampled_from(report["flags"])))


def _hold(report: Report, data: st.DataObject) -> None:
    assume(report["held"])
    held = data.draw(st.sampled_from(report["held"]))
    if data.draw(st.booleans()):
        report["held"].remove(held)
    else:
        held["truth"] = "unknown" if held["truth"] == "yes" else "yes"


def _cause(report: Report, data: st.DataObject) -> None:
    assume(report["causes"])
    cause = data.draw(st.sampled_from(report["causes"]))
    match data.draw(st.sampled_from(["dropped", "graded", "weighed", "moved"])):
        case "dropped":
            report["causes"].remove(cause)
        case "graded":
            cause["grade"] = "likely" if cause["grade"] == "possible" else "possible"
        case "weighed":
            cause["points"] += 1
        case _:
            assume(len(report["causes"]) > 1)
            report["causes"].reverse()


def _offer(report: Report, data: st.DataObject) -> None:
    programme = report["programme"]
    places = [place for place in ("offered", "left_out") if place in programme]
    place = data.draw(st.sampled_from(places))
    moved = data.draw(st.sampled_from([*programme[place]]))
    other = "left_out" if place == "offered" else "offered"
    programme.setdefault(other, {})[moved] = programme[place].pop(moved)


def _mildness(report: Report, data: st.DataObject) -> None:  # noqa: ARG001  # one way to do it
    report["is_mild_but_unfinished"] = not report["is_mild_but_unfinished"]


def _part_missing(report: Report, data: st.DataObject) -> None:
    parts = [part for part in report if part not in NOT_CHECKED]
    del report[data.draw(st.sampled_from(parts))]


def _blocked(report: Report) -> list[Any]:
    states = ("not_met", "unsure", "open")
    return [row[s] for row in report["suspects"].values() for s in states if s in row]


def _renumber(trace: list[Any]) -> None:
    for step, firing in enumerate(trace, start=1):
        firing["step"] = step


TAMPERINGS: list[Callable[[Report, st.DataObject], None]] = [
    _answer,
    _shown_answer,
    _digest,
    _version,
    _firing_dropped,
    _firing_added,
    _firings_reordered,
    _fact_changed,
    _fact_dropped,
    _conclusion_changed,
    _disposition,
    _wording,
    _completeness,
    _mildness,
    _not_settled,
    _ruled_out,
    _flag_dropped,
    _cause,
    _hold,
    _offer,
    _part_missing,
]
