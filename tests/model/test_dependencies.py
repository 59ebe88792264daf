"""A rule depends on the answers its dependencies name, and on no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from triage.model.condition import FindingIs, Literal
from triage.model.dependencies import dependencies_of
from triage.model.pack import Pack
from triage.model.valuation import Valuation


@given(pack=strategies.packs(), data=st.data())
def test_an_answer_bears_on_no_rule_but_those_named(pack: Pack, data: st.DataObject) -> None:
    """Answer one question otherwise, or not at all: no other rule becomes truer or falser."""
    answers = data.draw(strategies.answers(pack))
    question = data.draw(st.sampled_from(pack.questions)).id
    anew = data.draw(strategies.answers(pack, but=answers.without(question)))
    changed = answers.without(question)
    if question in anew:
        changed = changed.with_answer(question, anew.given[question])
    before, after = Valuation(pack, answers).rules, Valuation(pack, changed).rules
    touched = {rule for rule, worlds in before.items() if after[rule] != worlds}
    assert touched <= dependencies_of(pack).rules_on(question)


def test_a_finding_depends_on_what_its_own_rules_depend_on(back_pain: Pack) -> None:
    """Two findings, looked at one after the other, are not taken for one another."""
    found = dependencies_of(back_pain)
    for finding in back_pain.findings:
        behind = (found.items[r.id] for r in back_pain.rules_for_finding(finding.id))
        tested = Literal(FindingIs(finding.id), True, finding.id)
        assert found.items_bearing_on(tested) == frozenset().union(*behind)


def test_a_rule_depends_on_what_decides_whether_its_question_is_asked(back_pain: Pack) -> None:
    """A question asked of women only depends on the sex, and so does what follows from it."""
    found = dependencies_of(back_pain)
    gated = [(q, q.ask_when) for q in back_pain.questions if q.ask_when is not None]
    for question, gate in gated:
        for rule in found.rules_on(question.id):
            assert found.items_bearing_on(gate) <= found.items[rule]


def test_a_rule_depends_on_the_questions_behind_its_findings_and_gates(ottawa: Pack) -> None:
    """The ankle rule asks where it hurts, which bone, and, through a finding, about walking."""
    found = dependencies_of(ottawa)
    assert found.questions["RF-ANKLE-01"] == {"pain_zone", "ankle_bone", "four_steps"}
    assert found.questions["AD-BALANCE-01"] == {"rolled_often", "four_steps"}
    assert found.rules_on("age") == {"RF-CHILD-01"}


def test_of_a_checklist_a_rule_depends_on_its_own_boxes_only(back_pain: Pack) -> None:
    """The box about the saddle area is one of many, and the only one that counts here."""
    found = dependencies_of(back_pain).items["RF-SADDLE-01"]
    assert [box for question, box in found if question == "nerve_signs"] == ["saddle"]
