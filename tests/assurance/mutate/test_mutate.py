"""Mutants: each is another rule; what notices it is named; one that survives has a witness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assurance.vignettes import vignettes_of
from tests.strategies import answers, packs
from triage.assurance.cover.clauses import literals_of
from triage.assurance.mutate.difference import seen_otherwise
from triage.assurance.mutate.mutants import Edit, Mutant, mutants_of
from triage.assurance.mutate.mutate import KILLED, Fate, Mutation, Verdict
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import found, just
from triage.assurance.trials.trial import try_vignette
from triage.engine.assess import Engine
from triage.model.answers import Answers
from triage.model.assessment import FlagState
from triage.model.assured import Exemption
from triage.model.condition import AtLeast, Compare, Condition, Literal
from triage.model.cuts import cuts_of
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.rule import Hold, RedFlag
from triage.model.truth import Truth, truth_in


@pytest.fixture(scope="module")
def verdicts(ottawa: Pack) -> tuple[Verdict, ...]:
    """The fate of every mutant of the ankle pack under its few vignettes."""
    return Mutation(ottawa, vignettes_of(ottawa)).verdicts(ottawa.rules)


def seen(engine: Engine, answers: Answers) -> dict[str, object]:
    """Return what a person sees of a sheet, in plain values."""
    pack, found = engine.pack, engine.assess(answers)
    held = {held.trait for held in found.held}
    may_plan = found.complete and found.disposition <= HIGHEST_WITH_PROGRAMME
    flags = [flag for flag in found.flags if flag.state is not FlagState.NOT_MET]
    return {
        "fired": found.fired,
        "flags": {flag.rule.id: flag.state for flag in flags},
        "disposition": found.disposition,
        "ceiling": found.ceiling,
        "holds": {
            rule.id: truth_in(found.worlds[rule.id])
            for rule, _ in pack.concluding(Hold)
            if truth_in(found.worlds[rule.id]) is not Truth.NO
        },
        "grades": {result.cause: result.grade for result in found.causes},
        "held": {e.id for e in pack.exercises if may_plan and held & set(e.traits)},
    }


@given(packs())
def test_every_mutant_of_any_pack_is_another_rule_that_could_be_written(pack: Pack) -> None:
    """No mutant is the rule itself, moves a number out of its bounds, or counts too far."""
    spans = {question.id: question.span for question in pack.questions}
    for rule in pack.rules:
        for edited in (mutant.edited for mutant in mutants_of(rule, pack) if mutant.edited):
            assert edited != rule
            for _, literal in literals_of(edited.when):
                if isinstance(literal.atom, Compare):
                    span = spans[literal.atom.question]
                    assert span is not None
                    assert span.least <= literal.atom.number <= span.most
            assert all(1 <= group.count <= len(group.of) for group in groups_of(edited.when))


def groups_of(condition: Condition) -> Iterator[AtLeast]:
    """Yield every group of a condition."""
    if isinstance(condition, AtLeast):
        yield condition
        for part in condition.of:
            yield from groups_of(part)


def test_every_kind_of_edit_is_made(ottawa: Pack, back_pain: Pack) -> None:
    """The two packs together give every kind of mutant."""
    made = {m.edit for pack in (ottawa, back_pain) for r in pack.rules for m in mutants_of(r, pack)}
    assert made == set(Edit)


def test_a_mutant_is_another_rule(back_pain: Pack) -> None:
    """No edit leaves the rule as it is, and no two edits have the same name."""
    mutants = [m for rule in back_pain.rules for m in mutants_of(rule, back_pain)]
    assert all(m.edited != m.rule for m in mutants)
    assert len({m.id for m in mutants}) == len(mutants)


def test_only_one_rule_is_edited(ottawa: Pack) -> None:
    """Planted, a mutant leaves every other rule as it was."""
    for rule in ottawa.rules:
        for mutant in mutants_of(rule, ottawa):
            left = [r for r in mutant.planted(ottawa).rules if r.id != rule.id]
            assert left == [r for r in ottawa.rules if r.id != rule.id]


def test_a_threshold_moves_one_step_each_way(ottawa: Pack) -> None:
    """Under 18 becomes under 17 and under 19."""
    moved = [
        mutant.about
        for mutant in mutants_of(ottawa.rule["RF-CHILD-01"], ottawa)
        if mutant.edit is Edit.SHIFT_THRESHOLD
    ]
    assert [text.split("->")[1].strip() for text in moved] == ["age < 17 years", "age < 19 years"]


def test_a_killed_mutant_is_noticed_by_the_vignette_it_names(
    ottawa: Pack, verdicts: tuple[Verdict, ...]
) -> None:
    """The engine too, run on the mutant, misses that vignette."""
    by_id = {vignette.id: vignette for vignette in vignettes_of(ottawa)}
    killed = [v for v in verdicts if v.fate is Fate.VIGNETTE]
    assert killed
    for verdict in killed:
        assert verdict.by is not None
        planted = Engine(verdict.mutant.planted(ottawa))
        assert not try_vignette(planted, by_id[verdict.by]).is_met


def test_a_survivor_is_missed_by_every_vignette_and_shown_by_its_witness(
    ottawa: Pack, ottawa_engine: Engine, verdicts: tuple[Verdict, ...]
) -> None:
    """Every vignette is met under the mutant, and on the witness the engine notices it."""
    survivors = [v for v in verdicts if v.fate is Fate.SURVIVED]
    assert survivors
    for verdict in survivors:
        planted = Engine(verdict.mutant.planted(ottawa))
        assert all(try_vignette(planted, vignette).is_met for vignette in vignettes_of(ottawa))
        assert verdict.witness is not None
        assert seen(ottawa_engine, verdict.witness) != seen(planted, verdict.witness)


@given(data=st.data())
def test_an_edit_is_noticed_exactly_where_something_else_is_seen(
    ottawa: Pack, ottawa_engine: Engine, data: st.DataObject
) -> None:
    """On any sheet and for any edit, the formula says what comparing two results says."""
    rule = data.draw(st.sampled_from(ottawa.rules))
    mutant = data.draw(st.sampled_from(mutants_of(rule, ottawa)))
    planted = mutant.planted(ottawa)
    sheet = data.draw(answers(ottawa))
    cuts = cuts_of(ottawa, planted)
    mine, theirs = Sheets(ottawa, cuts=cuts), Sheets(planted, cuts=cuts)
    told_apart = found(mine, z3.And(just(mine, sheet), seen_otherwise(mine, theirs)))
    assert told_apart is (seen(ottawa_engine, sheet) != seen(Engine(planted), sheet))


def test_a_broken_promise_kills(ottawa: Pack) -> None:
    """With no vignette at all, a lowered emergency is noticed by the pack's promise."""
    rule = ottawa.rule["RF-DANGER-01"]
    fates = Mutation(ottawa, ()).verdicts([rule])
    (lowered,) = [v for v in fates if v.mutant.edit is Edit.LOWER_DISPOSITION]
    assert (lowered.fate, (lowered.by or "").split()[0]) == (Fate.PROPERTY, "promise")


def test_a_promise_that_is_broken_already_kills_nothing(ottawa: Pack) -> None:
    """It is excepted, and is as broken without the edit."""
    excused = Exemption(
        property="what_the_pack_promises",
        item=ottawa.promises[0].id,
        why="Known.",
        reviewer="the authors",
        date=date(2026, 11, 29),
    )
    pack = replace(ottawa, exceptions=(*ottawa.exceptions, excused))
    fates = Mutation(pack, ()).verdicts([pack.rule["RF-DANGER-01"]])
    (lowered,) = [v for v in fates if v.mutant.edit is Edit.LOWER_DISPOSITION]
    assert lowered.fate is Fate.SURVIVED


def test_an_edit_that_no_sheet_shows_is_equivalent(ottawa: Pack) -> None:
    """Of a literal said twice in an "any", dropping one changes nothing."""
    rule = ottawa.rule["RF-CHILD-01"]
    assert isinstance(rule.when, Literal)
    twice = replace(rule, when=AtLeast(1, (rule.when, rule.when)))
    pack = replace(ottawa, rules=tuple(twice if r is rule else r for r in ottawa.rules))
    fates = Mutation(pack, ()).verdicts([twice])
    dropped = {v.fate for v in fates if v.mutant.edit is Edit.DROP_LITERAL}
    assert dropped == {Fate.EQUIVALENT}


def test_a_flag_that_is_always_outdone_is_equivalent_when_lowered(ottawa: Pack) -> None:
    """Where another flag with the same condition is more urgent, a lower one shows nowhere."""
    rule = ottawa.rule["RF-CHILD-01"]
    assert isinstance(rule.then, RedFlag)
    louder = replace(
        rule,
        id="RF-LOUDER-01",
        then=RedFlag(rule.then.suspect, Disposition.EMERGENCY, Disposition.EMERGENCY),
    )
    pack = replace(ottawa, rules=(*ottawa.rules, louder))
    fates = Mutation(pack, ()).verdicts([rule])
    lowered = {Edit.LOWER_DISPOSITION, Edit.LOWER_IF_UNSURE}
    assert {v.fate for v in fates if v.mutant.edit in lowered} == {Fate.EQUIVALENT}


def test_nothing_is_left_undecided(verdicts: tuple[Verdict, ...]) -> None:
    """Each mutant of a small pack gets its fate."""
    assert {v.fate for v in verdicts} <= KILLED | {Fate.SURVIVED, Fate.EQUIVALENT}


def test_a_mutant_names_its_rule_and_number(ottawa: Pack) -> None:
    """Ids count from 1 within a rule."""
    found: tuple[Mutant, ...] = mutants_of(ottawa.rule["RF-DANGER-01"], ottawa)
    assert [m.id for m in found] == [f"RF-DANGER-01#{n}" for n in range(1, len(found) + 1)]
