"""`triage pack prove` as an author meets it."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.conftest import Triage
from tests.conftest import OTTAWA
from triage.cli.errors import guarded
from triage.resources import rules_folder


def calmed_by_a_sign(folder: Path) -> Path:
    """Return a copy of the ankle pack whose emergency a harmless sign talks down."""
    copytree(OTTAWA, folder)
    flags = folder / "red_flags.yaml"
    text = flags.read_text("utf-8")
    said = "when: danger is yes"
    assert said in text
    talked_down = "when: {all: [danger is yes, none: [rolled_often is yes]]}"
    flags.write_text(text.replace(said, talked_down), encoding="utf-8")
    return folder


def test_what_is_proven_ends_well(triage: Triage) -> None:
    """Nothing is refuted, each has its time, the space its size, and the exit code is 0."""
    ran = triage("pack", "prove", OTTAWA, "--json")
    tree = json.loads(ran.out)
    assert ran.code == 0
    assert {proof["outcome"] for proof in tree["proofs"]} == {"held", "vacuous"}
    assert all(proof["seconds"] >= 0 for proof in tree["proofs"])
    assert int(tree["space"]) == 4**3 * 5 * 4**4 * 4


def test_a_witness_is_a_pair_of_sheets_that_can_be_run(triage: Triage, tmp_path: Path) -> None:
    """The sheet written first ends in an emergency; with one worse answer, it does not."""
    pack = calmed_by_a_sign(tmp_path / "planted")
    ran = triage("pack", "prove", pack, "--witness", "sheets", "--json")
    assert ran.code == 4
    ends = [
        json.loads(triage("assess", sheet, "--pack", pack, "--json").out)["disposition"]["id"]
        for number in (1, 2)
        for sheet in (
            tmp_path / f"sheets/worse_answers_never_calm-{number}.yaml",
            tmp_path / f"sheets/worse_answers_never_calm-{number}-then.yaml",
        )
        if sheet.exists()
    ]
    assert "emergency" in ends[::2]
    assert "emergency" not in ends[1::2]


def test_a_witness_is_described_in_words(triage: Triage, tmp_path: Path) -> None:
    """The answers are written as the runner would give them."""
    pack = calmed_by_a_sign(tmp_path / "planted")
    ran = triage("pack", "prove", pack, "--property", "what_the_pack_promises")
    shown = " ".join(ran.out.split())
    assert ran.code == 4
    assert "REFUTED" in shown
    assert "A cold, blue or numb foot is always an emergency" in shown


def test_no_time_means_no_proof(triage: Triage) -> None:
    """What was not decided is called unfinished, and the exit code says that nothing is proven."""
    ran = triage("pack", "prove", OTTAWA, "--seconds", "0", "--json")
    assert ran.code == 4
    with_parts = [proof for proof in json.loads(ran.out)["proofs"] if proof["parts"]]
    assert {proof["outcome"] for proof in with_parts} == {"unfinished"}


def test_an_unknown_property_is_named(triage: Triage) -> None:
    """A slip in a name gets the nearest one."""
    ran = triage("pack", "prove", OTTAWA, "--property", "no_rule_is_deed")
    assert ran.code == 2
    assert "no_rule_is_dead" in ran.err


def test_what_is_refuted_is_printed_as_exceptions_to_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An author completes them with the reason, who reviewed it and when."""
    folder = tmp_path / "wrist"
    copytree(rules_folder() / "starter_wrist", folder)
    properties = folder / "properties.yaml"
    promises, _, _ = properties.read_text("utf-8").partition("exceptions:\n")
    properties.write_text(promises, "utf-8")
    assert guarded(["pack", "prove", str(folder), "--exceptions"]) == 4
    printed = capsys.readouterr().out
    assert (
        "  - property: no_gate_hides_a_sign\n    item: grip\n    rules: [RF-STRAIN-02]" in printed
    )
    assert "    reviewer: WHO\n" in printed
