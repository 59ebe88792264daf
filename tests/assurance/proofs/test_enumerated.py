"""What the solver says of every sheet is what looking at every sheet one by one finds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given

from tests import strategies
from tests.assurance.every_sheet import EverySheet, State, is_small
from tests.conftest import OTTAWA
from triage.assurance.proofs.proof import Outcome
from triage.assurance.proofs.prove import prove
from triage.model.cuts import cuts_of
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import RedFlag
from triage.model.truth import EITHER, UNASKED
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

STARTER = default_pack_folder().parent / "starter_wrist"


def dispositions_reached(sheets: EverySheet) -> bool:
    """Some complete sheet ends in each disposition from the baseline up."""
    return all(
        (sheets.complete & (sheets.disposition == level)).any()
        for level in Disposition
        if level >= sheets.pack.baseline
    )


def rules_alive(sheets: EverySheet) -> bool:
    """Each rule fires on some sheet."""
    return all(fired.any() for fired in sheets.fired.values())


def worse_never_calms(sheets: EverySheet) -> bool:
    """No to yes never lowers the disposition."""
    for item, states in sheets.states.items():
        if {*states} == {None, "unsure", "yes", "no"}:
            no, yes = (sheets.at(sheets.disposition, item, state) for state in ("no", "yes"))
            if (no > yes).any():
                return False
    return True


def greater_never_calms(sheets: EverySheet) -> bool:
    """A greater number never lowers the disposition, but for what is fixed."""
    for item, (_, _, *numbers) in sheets.states.items():
        question = sheets.pack.question[item[0]]
        if question.kind is Kind.NUMBER and not question.fixed:
            found = [sheets.at(sheets.disposition, item, number) for number in numbers]
            if any((lower > higher).any() for lower, higher in pairwise(found)):
                return False
    return True


def no_cliff(sheets: EverySheet) -> bool:
    """One step between complete sheets is at most two levels, or to where a yes counts alone."""
    found = sheets.disposition.astype(int)
    for item, (_, _, *states) in sheets.states.items():
        question = sheets.pack.question[item[0]]
        is_yes_no = set(states) == {"yes", "no"}
        values = ["no", "yes"] if is_yes_no else states
        if not is_yes_no and question.kind is not Kind.NUMBER and not question.ordered:
            continue
        for lower, higher in pairwise(values):
            complete = [sheets.at(sheets.complete, item, each) for each in (lower, higher)]
            before, after = (sheets.at(found, item, each) for each in (lower, higher))
            is_own = after == alone_level(sheets.pack, item) if higher == "yes" else False
            far = (before - after > 2) | ((after - before > 2) & ~np.asarray(is_own))
            if (far & complete[0] & complete[1]).any():
                return False
    return True


def alone_level(pack: Pack, item: Item) -> Disposition | None:
    """Return the level that a yes to an item declares to reach alone."""
    question = pack.question[item[0]]
    if item[1] is None and question.kind is not Kind.YES_NO:
        return None
    return question.option(item[1] or "yes").alone


def unsure_lies_between(sheets: EverySheet) -> bool:
    """Of each item, and of each list with every box no, or yes, or unsure."""
    lists = [
        [item for item in sheets.states if item[0] == question.id]
        for question in sheets.pack.questions
        if question.kind is Kind.CHECKLIST
    ]
    for items in [[item] for item in sheets.states] + lists:
        values = sheets.states[items[0]][2:]
        unsure, *ends = (
            at_all(sheets, dict.fromkeys(items, state)) for state in ("unsure", *values)
        )
        lowest, highest = np.minimum.reduce(ends), np.maximum.reduce(ends)
        if ((unsure < lowest) | (unsure > highest)).any():
            return False
    return True


def at_all(sheets: EverySheet, states: Mapping[Item, State]) -> np.ndarray:
    """Return the dispositions of the sheets in which these items have those states."""
    found = sheets.disposition
    for item in sorted(states, key=sheets.axis, reverse=True):
        found = np.take(found, sheets.states[item].index(states[item]), axis=sheets.axis(item))
    return found


def applies(sheets: EverySheet, item: Item) -> np.ndarray:
    """Return on which sheets no gate of an item is NO."""
    found = np.full(sheets.shape, True)
    for gate in sheets.pack.gates(item):
        found &= sheets.where(gate, EITHER)
    return found


def alone_is_enough(sheets: EverySheet) -> bool:
    """No sheet with a yes that counts alone is below its level."""
    for item in sheets.states:
        level = alone_level(sheets.pack, item)
        if level is not None:
            short = (sheets.disposition < level) & applies(sheets, item)
            if sheets.at(short, item, "yes").any():
                return False
    return True


def no_gate_hides(sheets: EverySheet) -> bool:
    """No red flag fires without a gate only, and is more urgent than the sheet with it."""
    pack = sheets.pack
    for question in pack.questions:
        own = {box.id: box.ask_when for box in question.options if box.ask_when is not None}
        freed = [replace(question, ask_when=None)] if question.ask_when is not None else []
        freed += [
            replace(
                question,
                options=tuple(replace(o, ask_when=None) if o.id == box else o
                              for o in question.options),
            )
            for box in own
        ]  # fmt: skip
        for free in freed:
            questions = tuple(free if q is question else q for q in pack.questions)
            without = EverySheet(replace(pack, questions=questions), cuts_of(pack))
            for rule, then in pack.concluding(RedFlag):
                hidden = without.fired[rule.id] & ~sheets.fired[rule.id]
                if (hidden & (sheets.disposition < then.disposition)).any():
                    return False
        for option in question.options:
            item = (question.id, option.id if question.kind is Kind.CHECKLIST else None)
            if option.alone is not None:
                short = (sheets.disposition < option.alone) & ~applies(sheets, item)
                if sheets.at(short, item, "yes").any():
                    return False
    return True


def no_contradiction(sheets: EverySheet) -> bool:
    """No two of a pair on a page, and on complete sheets nothing below what it needs."""
    pack = sheets.pack
    ceiling = sheets.disposition.astype(int)
    for rule, then in pack.concluding(RedFlag):
        for world, level in ((UNASKED, then.disposition), (EITHER, then.if_unsure)):
            reached = np.where(sheets.where(rule.when, world), int(level), 0)
            ceiling = np.maximum(ceiling, reached)
    shown = {advice.id: sheets.advice[advice.id] & (ceiling <= advice.up_to)
             for advice in pack.advice}  # fmt: skip
    for advice in pack.advice:
        if any((shown[advice.id] & shown[other]).any() for other in advice.excludes):
            return False
        early = sheets.complete & (sheets.disposition < (advice.needs or 0))
        if (shown[advice.id] & early).any():
            return False
    return True


ENUMERATED: dict[str, Callable[[EverySheet], bool]] = {
    "every_disposition_can_be_reached": dispositions_reached,
    "no_rule_is_dead": rules_alive,
    "worse_answers_never_calm": worse_never_calms,
    "greater_numbers_never_calm": greater_never_calms,
    "no_cliff": no_cliff,
    "not_sure_lies_between": unsure_lies_between,
    "alone_is_enough": alone_is_enough,
    "no_gate_hides_a_sign": no_gate_hides,
    "no_contradiction": no_contradiction,
}


def check(pack: Pack, name: str, sheets: EverySheet) -> None:
    """Compare a proof with the enumeration; the exceptions of a pack do not count here."""
    (proof,) = prove(pack, time.monotonic, only=[name]).proofs
    is_refuted = proof.outcome is Outcome.REFUTED or bool(proof.excused)
    assert is_refuted == (not ENUMERATED[name](sheets))


@pytest.mark.parametrize("name", ENUMERATED)
@pytest.mark.parametrize("folder", [STARTER, OTTAWA], ids=["wrist", "ankle"])
def test_a_proof_says_what_all_sheets_of_a_small_pack_say(folder: Path, name: str) -> None:
    """Half a million sheets each, one by one."""
    pack = load_pack(folder)
    check(pack, name, EverySheet(pack))


@strategies.fewer
@given(pack=strategies.packs().filter(is_small))
def test_a_proof_says_what_all_sheets_of_any_small_pack_say(pack: Pack) -> None:
    """Whatever the pack: decimals, gates, scores."""
    sheets = EverySheet(pack)
    assume(pack.concluding(RedFlag))
    for name in ENUMERATED:
        check(pack, name, sheets)
