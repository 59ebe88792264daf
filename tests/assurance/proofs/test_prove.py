"""Proofs: what is planted is found, with a witness that the engine confirms."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import OTTAWA
from tests.strategies import answers
from triage.assurance.proofs import safety
from triage.assurance.proofs.proof import Outcome, Proof
from triage.assurance.proofs.prove import prove as prove_all
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import just
from triage.engine.assess import Engine
from triage.errors import ProofFault
from triage.interview.course import give
from triage.interview.next import next_ask
from triage.knowledge.pack.build import build_pack
from triage.model.answers import Answers
from triage.model.assured import PACK_CHECK, Exemption
from triage.model.item import space_of
from triage.model.pack import Pack
from triage.model.truth import SURE
from triage.programme.plan import plan

TEXTS = {path.name: path.read_text() for path in OTTAWA.glob("*.yaml")}


def planted(file: str, old: str, new: str) -> Pack:
    """Return the ankle pack with one passage replaced."""
    assert old in TEXTS[file]
    return build_pack({**TEXTS, file: TEXTS[file].replace(old, new, 1)}, "planted")


def prove(pack: Pack, name: str) -> Proof:
    (proof,) = prove_all(pack, time.monotonic, only=[name]).proofs
    return proof


def test_the_ankle_pack_is_proven(ottawa: Pack) -> None:
    """Every property holds of the sound pack, or is about things that it does not have."""
    report = prove_all(ottawa, time.monotonic)
    assert report.is_proven
    assert {p.name for p in report.proofs if p.outcome is not Outcome.HELD} == {
        "no_rule_says_what_another_says",
        "no_rules_contradict",
        "greater_numbers_never_calm",
        "no_held_exercise_is_offered",
        "every_exercise_can_be_free",
        "no_contradiction",
        "alone_is_enough",
    }


def test_the_space_counts_unsure_and_not_asked(ottawa: Pack) -> None:
    """Yes/no questions have 4 states, the zone 5, each box 4, age its 2 stretches and 2 more."""
    stretches = 2  # below 18, and from 18 on
    assert space_of(ottawa) == 4**3 * 5 * 4**4 * (stretches + 2)


DEAD = """when:
      all:
        - pain_zone is ankle
        - pain_zone is midfoot
        - any:"""

PLANTS = {
    "a rule that can never fire": (
        "no_rule_is_dead", "red_flags.yaml",
        "when:\n      all:\n        - pain_zone is midfoot\n        - any:", DEAD,
    ),
    "a rule that another makes superfluous": (
        "no_rule_says_what_another_says", "red_flags.yaml",
        "  - id: RF-CHILD-01",
        """  - id: RF-CHILD-02
    title: Under 10
    when: age < 10 years
    then: {suspect: child_injury, disposition: see_doctor}
    if_unsure: see_physio
    because: These questions were made for adults.
    sources: [STIELL1994]
    evidence: study
    since: 2026-11-22
  - id: RF-CHILD-01""",
    ),
    "a swapped disposition": (
        "what_the_pack_promises", "red_flags.yaml",
        "disposition: emergency}\n    if_unsure: same_day",
        "disposition: see_doctor}\n    if_unsure: see_physio",
    ),
    "a dropped red flag": (
        "what_the_pack_promises", "red_flags.yaml", "when: danger is yes",
        "when: {all: [danger is yes, age < 18 years]}",
    ),
    "a sign that talks a red flag down": (
        "worse_answers_never_calm", "red_flags.yaml", "when: danger is yes",
        "when: {all: [danger is yes, none: [rolled_often is yes]]}",
    ),
    "a negated sign": (
        "worse_answers_never_calm", "red_flags.yaml", "- foot_bone includes fifth",
        "- none: [foot_bone includes fifth]",
    ),
    "unsure treated as no": (
        "worse_answers_never_calm", "red_flags.yaml", "when: danger is yes",
        "when: danger is not yes",
    ),
    "an age turned round": (
        "every_disposition_can_be_reached", "red_flags.yaml",
        "disposition: see_doctor}\n    if_unsure: see_physio",
        "disposition: same_day}\n    if_unsure: same_day",
    ),
    "a question that is not used": (
        "every_question_can_matter", "causes.yaml",
        "- rolled_often is yes\n        - cannot_bear_weight is no", "- cannot_bear_weight is no",
    ),
    "a cause out of reach": (
        "every_grade_can_be_reached", "causes.yaml",
        "- rolled_often is yes\n        - cannot_bear_weight is no",
        "- rolled_often is yes\n        - cannot_bear_weight is no\n"
        "        - cannot_bear_weight is yes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_fault_is_found(plant: str) -> None:
    """Each fault planted in the pack refutes the property it breaks."""
    name, file, old, new = PLANTS[plant]
    proof = prove(planted(file, old, new), name)
    assert proof.outcome is Outcome.REFUTED
    assert proof.breaches[0].about


@pytest.mark.parametrize(
    "plant", ["a sign that talks a red flag down", "a negated sign", "unsure treated as no"]
)
def test_the_engine_confirms_a_witness(plant: str) -> None:
    """The second sheet of a witness, with the worse answer, is less urgent than the first."""
    name, file, old, new = PLANTS[plant]
    pack = planted(file, old, new)
    engine = Engine(pack)
    for breach in prove(pack, name).breaches:
        assert breach.witness is not None
        assert breach.witness.then is not None
        before = engine.assess(breach.witness.answers).disposition
        assert engine.assess(breach.witness.then).disposition < before


def test_a_broken_promise_is_confirmed_by_the_engine() -> None:
    """The witness of a broken promise meets its condition and is not urgent enough."""
    name, file, old, new = PLANTS["a swapped disposition"]
    pack = planted(file, old, new)
    (breach,) = prove(pack, name).breaches
    promise = pack.promises[0]
    assert breach.witness is not None
    assert promise.at_least is not None
    assert Engine(pack).assess(breach.witness.answers).disposition < promise.at_least


def test_what_is_not_decided_in_time_is_never_called_held(ottawa: Pack) -> None:
    """With no time at all everything is unfinished."""
    report = prove_all(ottawa, time.monotonic, seconds=-1)
    with_parts = [proof for proof in report.proofs if proof.parts]
    assert {proof.outcome for proof in with_parts} == {Outcome.UNFINISHED}


# -- where our own formulas are wrong, the engine does not confirm what they find --------------


@pytest.mark.slow
def test_an_unknown_hold_taken_as_none_is_our_fault(
    back_pain: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were only known holds to count, the engine would not agree that the exercise is offered."""
    monkeypatch.setattr(safety, "HOLDS", SURE)
    with pytest.raises(ProofFault, match="no_held_exercise_is_offered: the engine does not"):
        prove(back_pain, "no_held_exercise_is_offered")


def test_an_interview_that_stops_too_early_is_our_fault(
    ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were every sheet one where the interview stops, the engine would not agree."""
    monkeypatch.setattr(safety, "stops", lambda _: z3.BoolVal(True))
    with pytest.raises(ProofFault, match="stopping_early_is_safe: the engine does not confirm"):
        prove(ottawa, "stopping_early_is_safe")


def is_met(sheet: Sheets, formula: Any, given_answers: Answers) -> bool:
    """Say whether a formula is true of one sheet of answers."""
    solver = z3.SolverFor("QF_FD")
    solver.add(*sheet.legal, just(sheet, given_answers), formula)
    return bool(solver.check() == z3.sat)


@pytest.mark.slow
@settings(max_examples=20)
@given(data=st.data())
def test_the_proof_knows_at_least_what_the_programme_offers(
    back_pain_engine: Engine, data: st.DataObject
) -> None:
    """Whatever a programme offers of the catalogue, the formulas allow on that sheet."""
    pack = back_pain_engine.pack
    assessment = back_pain_engine.assess(data.draw(answers(pack, everything=True)))
    sheet = Sheets(pack)
    offered = [choice.exercise for choice in plan(assessment, {}).offered]
    allowed = [safety.may_be_offered(sheet, exercise) for exercise in offered]
    assert is_met(sheet, z3.And(*allowed), assessment.answers)


@pytest.mark.slow
@settings(max_examples=5)
@given(data=st.data())
def test_the_proof_knows_where_the_interview_stops(engine: Engine, data: st.DataObject) -> None:
    """Where an interview has nothing left to ask, the formulas say that it stops, in turn."""
    pack, sheet = engine.pack, Sheets(engine.pack)
    said = data.draw(answers(pack, everything=True))
    now = Answers()
    while (ask := next_ask(pack, now)) is not None:
        now = give(pack, now, ask.question.id, said.given[ask.question.id]).answers
    assert is_met(sheet, z3.And(safety.stops(sheet), safety.asked_in_turn(sheet)), now)


def test_an_exception_to_a_remark_of_the_check_is_no_fault_of_a_proof(ottawa: Pack) -> None:
    """`triage pack check` says whether it excuses anything."""
    excused = Exemption(
        property=PACK_CHECK,
        item="RF-CHILD-01",
        why="It was looked at.",
        reviewer="the authors",
        date=date(2026, 11, 29),
    )
    pack = replace(ottawa, exceptions=(*ottawa.exceptions, excused))
    assert not prove_all(pack, time.monotonic, only=["no_rule_is_dead"]).unknown
