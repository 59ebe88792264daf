"""What the solver says of every sheet is what looking at every sheet one by one finds."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given

from tests import strategies
from tests.assurance.every_sheet import EverySheet, is_small
from tests.conftest import OTTAWA
from triage.assurance.proofs.proof import Outcome
from triage.assurance.proofs.prove import prove
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import RedFlag
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
    """No to unsure to yes never lowers the disposition."""
    for item, states in sheets.states.items():
        if {*states} == {None, "unsure", "yes", "no"}:
            no, unsure, yes = (
                sheets.at(sheets.disposition, item, state) for state in ("no", "unsure", "yes")
            )
            if (no > unsure).any() or (unsure > yes).any():
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


ENUMERATED: dict[str, Callable[[EverySheet], bool]] = {
    "every_disposition_can_be_reached": dispositions_reached,
    "no_rule_is_dead": rules_alive,
    "worse_answers_never_calm": worse_never_calms,
    "greater_numbers_never_calm": greater_never_calms,
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
