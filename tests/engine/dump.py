"""Assess a fixed set of sheets and print everything that came of it; the examples as their reports.

Run as a program, it shuffles the answers of every sheet by dice of its own, so that two runs agree
only if neither the hash seed nor the order of the answers reaches a result.

    python -m tests.engine.dump SHEETS PACK_FOLDER...
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from triage.engine.assess import Engine
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import view
from triage.resources import default_pack_folder
from triage.store.packs import load_pack
from triage.store.sheets import load_sheet
from triage.store.templates import environment


def canonical(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as text and lists, the order of everything kept but the answers'."""
    return {
        "answers": sorted((q, str(answer)) for q, answer in assessment.answers.given.items()),
        "dropped": assessment.dropped,
        "trace": [
            [firing.step, firing.rule.id]
            + [[literal.text for literal in match.met_by] for match in firing.matches]
            for firing in assessment.trace
        ],
        "worlds": list(assessment.worlds.items()),
        "findings": [(finding, truth.value) for finding, truth in assessment.findings.items()],
        "flags": [
            [flag.rule.id, flag.state.value, flag.counts, flag.could_reach, flag.unasked]
            for flag in assessment.flags
        ],
        "disposition": assessment.disposition.id,
        "ceiling": assessment.ceiling.id,
        "unsettled": assessment.unsettled,
        "causes": [
            [result.cause, result.points, result.grade, [rule.id for rule in result.rules]]
            for result in assessment.causes
        ],
        "advice": assessment.advice,
        "held": [[held.trait, held.rule.id, held.truth.value] for held in assessment.held],
        "added": assessment.added,
    }


def fixed_sheets(pack: Pack, number: int) -> Iterator[Answers]:
    """Return always the same answers: of every kind, to about three questions in four."""
    dice = random.Random(20261122)
    for _ in range(number):
        yield Answers({q.id: _answer(q, dice) for q in pack.questions if dice.random() < 0.75})


def _answer(question: Question, dice: random.Random) -> Answer:
    if dice.random() < 0.1:
        return UNSURE_ANSWER
    if question.kind is Kind.CHECKLIST:
        weights = (1, 6, 1)
        return Ticks(tuple((o, dice.choices(list(Tick), weights)[0]) for o in question.option_ids))
    if question.span is not None:
        return question.span.least + dice.randrange(int(question.span.most - question.span.least))
    return dice.choice(question.option_ids)


def shuffled(answers: Answers, dice: random.Random) -> Answers:
    """Return the same answers, given in another order."""
    order = list(answers)
    dice.shuffle(order)
    return Answers({question: answers.given[question] for question in order})


def example_reports(dice: random.Random) -> Iterator[str]:
    """Return the JSON and the HTML report of every example sheet, its answers shuffled."""
    pack = load_pack(default_pack_folder())
    engine, templates = Engine(pack), environment("html")
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml")):
        sheet = load_sheet(path, pack)
        sheet = replace(sheet, answers=shuffled(sheet.answers, dice))
        assessment = engine.assess(sheet.answers)
        report = view(assessment, plan(assessment, sheet.tried), sheet, date(2026, 11, 22))
        yield render(report, "json", templates, pack)
        yield render(report, "html", templates, pack)


def main(number: str, *folders: str) -> None:
    """Print the canonical text of `number` assessments under the pack in each folder."""
    dice = random.Random()
    for folder in folders:
        pack = load_pack(Path(folder))
        engine = Engine(pack)
        for answers in fixed_sheets(pack, int(number)):
            assessment = engine.assess(shuffled(answers, dice))
            sys.stdout.write(json.dumps(canonical(assessment)) + "\n")
    for report in example_reports(dice):
        sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
