"""The verdicts on a property: held, vacuous, refuted, unfinished, and what an exception excuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import OTTAWA
from triage.assurance.proofs import prove as proving
from triage.assurance.proofs.proof import Outcome, Proof, Report
from triage.assurance.proofs.properties.listed import PROPERTIES
from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import is_calmer, is_more_urgent
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.errors import ProofFault
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack
from triage.report.documents.prove import proofs_view
from triage.report.formats.render import render_tree
from triage.store.templates import environment

TEXTS = {path.name: path.read_text() for path in OTTAWA.glob("*.yaml")}
WORSE = "worse_answers_never_calm"
RULES = "rules: [RF-ANKLE-01, RF-FOOT-01]"
PROMISES = "what_the_pack_promises"
NEVER = """promises:
  - id: both
    title: Pain in both places is an emergency
    when: {all: [pain_zone is ankle, pain_zone is midfoot]}
    at_least: emergency
"""


def with_properties(old: str, new: str) -> Pack:
    """Return the ankle pack with one passage of its properties replaced."""
    text = TEXTS["properties.yaml"]
    assert old in text
    return build_pack({**TEXTS, "properties.yaml": text.replace(old, new, 1)}, "planted")


def report(pack: Pack, *names: str) -> Report:
    return proving.prove(pack, time.monotonic, only=names)


def proof_of(pack: Pack, name: str) -> Proof:
    (proof,) = report(pack, name).proofs
    return proof


def shown(found: Report) -> str:
    return " ".join(render_tree(proofs_view(found), "proofs.md.j2", environment("text")).split())


# -- exceptions --------------------------------------------------------------------------------


def test_every_rule_to_blame_is_found_for_an_item() -> None:
    """Without exceptions there is a breach for each rule, and each has a witness."""
    pack = with_properties(TEXTS["properties.yaml"].partition("exceptions:")[2], " []\n")
    proof = proof_of(pack, WORSE)
    assert proof.outcome is Outcome.REFUTED
    found = {(breach.item, breach.rule) for breach in proof.breaches}
    assert found == {("four_steps", "RF-ANKLE-01"), ("four_steps", "RF-FOOT-01")}
    assert all(breach.witness is not None for breach in proof.breaches)


def test_an_exception_is_no_cloak_for_another_rule() -> None:
    """A rule that the exception does not name is still found for the same item."""
    proof = proof_of(with_properties(RULES, "rules: [RF-ANKLE-01]"), WORSE)
    assert proof.outcome is Outcome.REFUTED
    assert [breach.rule for breach in proof.breaches] == ["RF-FOOT-01"]
    assert [breach.rule for breach in proof.excused] == ["RF-ANKLE-01"]


def test_an_exception_that_excuses_nothing_is_a_fault() -> None:
    """One rule too many in an exception refutes the property, and the fix is said."""
    found = report(with_properties(RULES, RULES[:-1] + ", RF-CHILD-01]"), WORSE)
    (proof,) = found.proofs
    assert proof.outcome is Outcome.REFUTED
    assert not proof.breaches
    assert proof.unused == (("four_steps", "RF-CHILD-01"),)
    said = "The exception for four_steps and RF-CHILD-01 excuses nothing: remove it"
    assert said in shown(found)


def test_an_exception_without_rules_excuses_no_rule() -> None:
    """It is for properties that blame no rule; here it excuses nothing."""
    proof = proof_of(with_properties(f"    {RULES}\n", ""), WORSE)
    assert {breach.rule for breach in proof.breaches} == {"RF-ANKLE-01", "RF-FOOT-01"}
    assert proof.unused == (("four_steps", ""),)


def test_an_exception_to_a_property_that_does_not_exist_is_a_fault() -> None:
    """A slip in the name of a property would otherwise excuse nothing and look like a review."""
    found = report(with_properties(f"property: {WORSE}", "property: worse_answers"), PROMISES)
    assert not found.is_proven
    assert "four_steps names a property that does not exist: worse_answers" in shown(found)


# -- what is vacuous ---------------------------------------------------------------------------


def test_a_promise_that_can_never_apply_is_vacuous_and_fails() -> None:
    """No sheet breaks it because none meets it: it is not held, and a property of its own fails."""
    pack = with_properties(TEXTS["properties.yaml"].partition("exceptions:")[0], NEVER)
    found = report(pack, PROMISES, "every_promise_can_apply")
    can_apply, promised = found.proofs
    assert promised.outcome is Outcome.VACUOUS
    assert can_apply.outcome is Outcome.REFUTED
    assert "both: no sheet meets its condition" in shown(found)


def test_a_part_that_is_vacuous_is_named() -> None:
    """One promise that can apply is held; the other is listed as vacuous beside it."""
    found = report(with_properties("promises:\n", NEVER), PROMISES)
    (proof,) = found.proofs
    assert proof.outcome is Outcome.HELD
    assert proof.vacuous == ("both: Pain in both places is an emergency",)
    assert "Vacuous, because no sheet meets the condition: both" in shown(found)


def test_vacuous_does_not_fail_by_itself(ottawa: Pack) -> None:
    """A pack without exercises says nothing of exercises, which is no fault."""
    found = report(ottawa, "no_held_exercise_is_offered")
    assert found.proofs[0].outcome is Outcome.VACUOUS
    assert found.is_proven


def test_what_is_not_proved_comes_first() -> None:
    """In the table, refuted is before vacuous and vacuous before held."""
    pack = with_properties(RULES, "rules: [RF-ANKLE-01]")
    found = [proof["outcome"] for proof in proofs_view(report(pack))["proofs"]]
    assert found == sorted(found, key=["refuted", "unfinished", "vacuous", "held"].index)
    assert found[0] == "refuted"


# -- witnesses ---------------------------------------------------------------------------------

ZONE = ("pain_zone", None)


def moved(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield: pain that is at the ankle, not elsewhere, is more urgent though the foot carries."""
    other = sheet.changed(ZONE)
    yield Part(
        "from elsewhere to the ankle",
        z3.And(
            sheet.values[ZONE]["elsewhere"],
            other.values[ZONE]["ankle"],
            sheet.values["four_steps", None]["yes"],
            sheet.complete(),
            other.complete(),
            sheet.less_urgent_than(other),
        ),
        item="pain_zone",
        breaks=lambda first, second: (
            first.complete
            and second is not None
            and second.complete
            and is_more_urgent(first, second)
            and first.answers.get("four_steps") == "yes"
        ),
        second=other,
    )


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a property of the tests in place of all others."""
    prop = Property(name="moved", claim="It is as urgent.", kind=Kind.NO_PAIR, parts=moved)
    monkeypatch.setattr(proving, "PROPERTIES", (prop,))


def test_a_witness_keeps_the_answer_that_does_not_apply_at_first_and_decides_then(
    ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tender bone is not asked about while it hurts elsewhere; after the change it decides."""
    stand_in(monkeypatch)
    (breach,) = report(ottawa, "moved").proofs[0].breaches
    witness = breach.witness
    assert witness is not None
    assert witness.changes == {"pain_zone": "ankle"}
    assert "ankle_bone" in witness.answers
    first, second = witness.readings
    assert ("ankle_bone", None) in first.dropped
    assert not second.dropped
    assert second.disposition > first.disposition


def test_a_witness_has_no_answer_that_does_not_matter(
    ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any one of its answers the sheets do not break the property any more."""
    stand_in(monkeypatch)
    (breach,) = report(ottawa, "moved").proofs[0].breaches
    assert breach.witness is not None
    assert "rolled_often" not in breach.witness.answers
    assert "foot_bone" not in breach.witness.answers


def test_a_witness_that_the_engine_does_not_confirm_is_our_fault(
    ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the property and says that the mistake is in the software."""

    def wrong(sheet: Sheets, _: Sheets) -> Iterator[Part]:
        other = sheet.changed(ZONE)
        yield Part("anything", z3.BoolVal(True), item="x", breaks=is_calmer, second=other)

    prop = Property(name="wrong", claim="", kind=Kind.NO_PAIR, parts=wrong)
    monkeypatch.setattr(proving, "PROPERTIES", (prop,))
    with pytest.raises(ProofFault, match="wrong: the engine does not confirm") as caught:
        report(ottawa)
    assert caught.value.exit_code == 70
    assert "not in the pack" in caught.value.faults[0].fix


@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.name)
def test_every_part_that_can_be_broken_can_be_replayed(prop: Property, ottawa: Pack) -> None:
    """A part that wants no sheet says without the solver when it is broken."""
    if prop.kind is not Kind.SOME_SHEET:
        parts = prop.parts(Sheets(ottawa), Sheets(ottawa, "'"))
        assert all(part.breaks is not None and part.item for part in parts)


def test_the_fast_proofs_say_what_they_leave_out(
    ottawa: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow property is not tried, and is named."""
    slow = Property(name="slow", claim="", kind=Kind.NO_SHEET, parts=moved, is_slow=True)
    monkeypatch.setattr(proving, "PROPERTIES", (*PROPERTIES[:1], slow))
    found = proving.prove(ottawa, time.monotonic, fast=True)
    assert found.left_out == ("slow",)
    assert "Left out: slow." in shown(found)


def test_the_same_witnesses_come_out_of_every_run(tmp_path: Path) -> None:
    """What the solver finds depends on the pack, not on the time it took or on any chance."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text.replace(RULES, "rules: [RF-ANKLE-01]"), "utf-8")
    command = [sys.executable, "-m", "triage", "pack", "prove", tmp_path, "--json"]
    found = []
    for seed in ("1", "2"):
        ran = subprocess.run(
            [*command, "--property", WORSE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        found.append(json.loads(ran.stdout)["proofs"][0]["breaches"])
    assert found[0] == found[1] != []
