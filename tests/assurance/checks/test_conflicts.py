"""Rules with one condition that do not agree, poses that disagree with traits, and exceptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from triage.assurance.checks.check import not_excused
from triage.assurance.checks.conflicts import conflicting, normal
from triage.assurance.checks.postures import disagreeing
from triage.assurance.checks.remarks import Remark
from triage.model.assured import Exemption
from triage.model.condition import AtLeast, Condition, Includes, Literal, all_of, any_of
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Conclusion, Evidence, Hold, RedFlag

TODAY = date(2026, 11, 29)


def sign(name: str) -> Literal:
    return Literal(Includes("signs", name), True, f"signs includes {name}")


A, B, C = map(sign, "abc")


def with_rules(pack: Pack, *rules: tuple[str, Condition, Conclusion]) -> Pack:
    """Return a pack with only these rules."""
    template = pack.rules[0]
    return replace(
        pack,
        rules=tuple(
            replace(template, id=id, when=when, then=then, order=order)
            for order, (id, when, then) in enumerate(rules)
        ),
    )


def flag(level: Disposition) -> RedFlag:
    return RedFlag("fracture", level, Disposition.SEE_PHYSIO)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (all_of(A, B), all_of(B, A)),
        (all_of(A, all_of(B, C)), all_of(all_of(C, A), B)),
        (any_of(A, any_of(B, C)), any_of(C, B, A)),
        (all_of(A, A), A),
        (AtLeast(2, (A, B, C)), AtLeast(2, (C, A, B))),
        (all_of(A, any_of(B, C)), all_of(any_of(C, B), A)),
    ],
)
def test_conditions_are_the_same_whatever_their_order_and_grouping(
    one: Condition, other: Condition
) -> None:
    """An author who writes a condition in another order writes the same condition."""
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (all_of(A, B), any_of(A, B)),
        (A, A.negated()),
        (AtLeast(2, (A, B, C)), all_of(A, B, C)),
        (AtLeast(2, (A, A, B)), AtLeast(2, (A, B, C))),
    ],
)
def test_conditions_that_mean_different_things_stay_apart(one: Condition, other: Condition) -> None:
    """Nothing is called a conflict that a sheet could separate."""
    assert normal(one) != normal(other)


CONFLICTS: list[tuple[Conclusion, Conclusion, str]] = [
    (flag(Disposition.SAME_DAY), flag(Disposition.EMERGENCY), "to emergency for fracture"),
    (Evidence("weak_glutes", 1), Evidence("weak_glutes", 3), "3 points, not 1"),
    (Hold(("prone",)), Add("superman"), "RF-1 holds prone, which RF-2 adds with superman"),
    (Add("superman"), Hold(("impact", "prone")), "RF-2 holds prone, which RF-1 adds"),
]


@pytest.mark.parametrize(("one", "other", "words"), CONFLICTS)
def test_two_conclusions_on_one_matter_are_a_conflict(
    back_pain: Pack, one: Conclusion, other: Conclusion, words: str
) -> None:
    """The rules are named, and so is what differs; in conditions that differ, nothing does."""
    alike = with_rules(back_pain, ("RF-1", all_of(A, B), one), ("RF-2", all_of(B, A), other))
    (remark,) = conflicting(alike)
    assert words in remark.what
    assert (remark.name, remark.rules) == ("RF-1", ("RF-2",))
    assert not list(
        conflicting(with_rules(back_pain, ("RF-1", A, one), ("RF-2", all_of(A, B), other)))
    )


@pytest.mark.parametrize(
    ("text", "other", "excludes", "count"),
    [
        (
            "Keep running as long as it stays easy.",
            "Never keep running as long as it stays easy.",
            (),
            1,
        ),
        ("Keep running as long as it stays easy.", "Put a warm pack on your back.", (), 0),
        ("Rest.", "Walk.", ("b",), 1),
    ],
)
def test_advice_for_the_same_runner_does_not_oppose_itself(
    back_pain: Pack, text: str, other: str, excludes: tuple[str, ...], count: int
) -> None:
    """Items that exclude each other, or say one thing and its opposite, are a conflict."""
    item = back_pain.advice[0]
    advice = (
        replace(item, id="a", text=text, excludes=excludes),
        replace(item, id="b", text=other, excludes=()),
    )
    pack = replace(back_pain, advice=advice)
    found = conflicting(with_rules(pack, ("AD-1", A, Advise("a")), ("AD-2", A, Advise("b"))))
    assert len(list(found)) == count


@pytest.mark.parametrize(
    ("exercise", "trait", "words"),
    [
        ("superman", "spine_extension", "a pose arches the spine by 10 degrees or more"),
        ("v_ups", "spine_flexion", "a pose rounds the spine by 20 degrees or more"),
        ("supine_twist", "spine_rotation", "a pose twists the spine"),
        ("single_leg_deadlift", "forward_bend", "a pose bends someone on their feet ahead"),
        ("forward_jump_squats", "impact", "a pose has both feet off the floor"),
        ("beetle", "supine", "a pose lies on the back"),
        ("superman", "prone", "a pose lies on the belly"),
    ],
)
def test_a_posture_without_its_trait_is_noticed_and_the_other_way_round(
    back_pain: Pack, exercise: str, trait: str, words: str
) -> None:
    """What a drawing shows and what can hold the exercise are one thing."""

    def remarks(change: Callable[[tuple[str, ...]], tuple[str, ...]], which: str) -> list[Remark]:
        exercises = tuple(
            replace(e, traits=change(e.traits)) if e.id == which else e for e in back_pain.exercises
        )
        return list(disagreeing(replace(back_pain, exercises=exercises)))

    (remark,) = remarks(lambda traits: tuple(t for t in traits if t != trait), exercise)
    assert remark.what.startswith(words)
    assert remark.name == f"{exercise}.{trait}"
    (remark,) = remarks(lambda traits: (*traits, trait), "wall_lateral_pull_downs")
    assert "the exercise has this trait, and no pose" in remark.what


def test_the_shipped_pack_has_no_conflict(back_pain: Pack) -> None:
    """Its drawings agree with its traits, and its rules with each other."""
    assert [*conflicting(back_pain), *disagreeing(back_pain)] == []


def test_an_exception_excuses_one_conflict_until_its_day_and_is_noticed_when_it_excuses_none(
    back_pain: Pack,
) -> None:
    """It names the item and the rules; another rule, or a day too late, is not excused."""
    pack = with_rules(
        back_pain,
        ("RF-1", A, flag(Disposition.SAME_DAY)),
        ("RF-2", A, flag(Disposition.EMERGENCY)),
    )
    conflicts = list(conflicting(pack))
    exception = Exemption(
        property="pack_check",
        item="RF-1",
        rules=("RF-2",),
        why="reviewed",
        reviewer="a reviewer",
        date=TODAY,
        until=TODAY,
    )

    def names(exception: Exemption, today: date = TODAY) -> list[str]:
        return [r.topic.value for r in not_excused(conflicts, [exception], today)]

    assert names(exception) == []
    assert names(exception, TODAY + timedelta(days=1)) == ["unused", "conflict"]
    assert names(replace(exception, rules=("RF-3",))) == ["unused", "conflict"]
    assert names(replace(exception, property="no_cliff")) == ["conflict"]
