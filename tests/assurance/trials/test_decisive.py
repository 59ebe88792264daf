"""A rule that decides one known case, and that no guideline speaks for, is found."""

from __future__ import annotations

import json

from tests.assurance.proofs.small import Entry, flag, small, yes_no
from tests.assurance.trials.test_scoreboard import case
from triage.assurance.trials.decisive import Decisive, decisive
from triage.assurance.trials.judge import Judge
from triage.assurance.trials.trial import try_all
from triage.knowledge.pack.vignettes import build_vignettes
from triage.model.disposition import Disposition

BOTH = {"a": "yes", "b": "yes"}


def found(*cases: Entry, evidence: str = "expert") -> dict[str, Decisive]:
    """Return what is decisive in a pack of two red flags and a milder third, by rule."""
    pack = small(
        [yes_no("a"), yes_no("b"), yes_no("c")],
        [
            {**flag("RF-A", "a is yes", "same_day"), "evidence": evidence},
            flag("RF-B", "b is yes", "same_day"),
            flag("RF-C", "c is yes", "see_doctor"),
        ],
    )
    text = json.dumps({"vignettes": cases})
    trials = try_all(Judge(pack), build_vignettes({"cases.yaml": text}, "vignettes", pack))
    return {each.rule.id: each for each in decisive(pack, trials)}


def test_a_rule_is_decisive_where_the_disposition_depends_on_it_alone() -> None:
    """Without it the case would be less urgent; a milder rule would take its place."""
    rules = found(case("one", {"a": "yes", "c": "yes"}, "same_day"), case("two", BOTH, "same_day"))
    assert set(rules) == {"RF-A"}
    (decided,) = rules["RF-A"].cases
    assert decided.trial.vignette.id == "one"
    assert decided.without is Disposition.SEE_DOCTOR


def test_a_rule_for_a_single_case_is_marked_unless_guidance_speaks_for_it() -> None:
    """A second case, or a guideline, is enough."""
    one, two = (case(id, {"a": "yes"}, "same_day") for id in ("one", "two"))
    assert found(one)["RF-A"].is_for_one_case
    assert not found(one, two)["RF-A"].is_for_one_case
    assert not found(one, evidence="guideline")["RF-A"].is_for_one_case


def test_cases_that_are_held_out_and_made_up_ones_do_not_count() -> None:
    """Only published cases that whoever wrote the rules had seen are known."""
    held_out = case("held", {"a": "yes"}, "same_day", seen="held_out")
    made_up = {key: value for key, value in held_out.items() if key != "published"}
    assert not found(held_out)
    assert not found(made_up)
