"""The programme: the first few of the ladder that suit the runner, and a reason for every other."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.knowledge.small import small_pack, small_texts
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.exercise import Exercise, ExerciseKind
from triage.model.pack import Pack
from triage.model.truth import Truth
from triage.programme.calendar import session_exercises
from triage.programme.plan import Choice, Programme, Reason, Withheld, plan

RUNGS = ("plank", "squat", "bridge", "lunge", "crawl", "hop")


def exercise(id: str, kind: str = "strength", traits: str = "", more: str = "") -> str:
    """Return an exercise as its author writes it."""
    return (
        f"  - {{id: {id}, name: {id}, kind: {kind}, side: both, aim: a, cues: [c], dose: d,\n"
        f"     stop_rule: s, traits: [{traits}], causes: [], sources: [BOOK]{more}}}\n"
    )


def rule(id: str, when: str, then: str) -> str:
    """Return a rule as its author writes it."""
    return (
        f"  - {{id: {id}, title: t, when: {when}, then: {{{then}}}, because: b,\n"
        "     sources: [BOOK], evidence: expert, since: 2026-11-22}\n"
    )


CATALOGUE = (
    "programme: {first: 4, sets: 3, repetitions_min: 8, repetitions_max: 12, progression: p,\n"
    "  flexibility: f, runs: r, stop_rule: s, weeks: [w]}\n"
    "traits:\n  - {id: bend, label: bends}\n  - {id: jump, label: jumps}\n"
    "uses:\n  - {id: at_desk, way: a way at your desk}\n"
    "exercises:\n"
    + exercise("plank")
    + exercise("squat", traits="bend")
    + exercise("wall_squat", "variant", more=", variant_of: squat, use_when: easier")
    + exercise("bridge")
    + exercise("lunge")
    + exercise("hill_lunge", "variant", more=", variant_of: lunge, use_when: outdoors")
    + exercise("crawl")
    + exercise("hop", traits="jump")
    + exercise("reach", "flexibility", traits="bend")
    + exercise("row", "variant", more=", variant_of: plank, use_when: at_desk")
    + "rules:\n"
    + rule("EX-BEND-01", "ill is yes", "hold: [bend]")
    + rule("EX-JUMP-01", "days >= 7 days", "hold: [jump]")
    + rule("EX-ROW-01", "tired is yes", "add: row")
    + rule("EX-HOP-01", "tired is yes", "add: hop")
)
WELL = {"place": "high", "signs": "none", "tired": "no"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A ladder of six rungs with a stretch and three variants; bending and jumping can be held."""
    unrelated = ["causes.yaml", "advice.yaml", "properties.yaml", "scores.yaml"]
    calm = small_texts()["red_flags.yaml"].partition("  - id: RF-FEVER-01")[0]
    return small_pack({"exercises.yaml": CATALOGUE, "red_flags.yaml": calm}, without=unrelated)


@pytest.fixture(scope="module")
def engine_of_ladder(pack: Pack) -> Engine:
    """The engine of that pack."""
    return Engine(pack)


def programme(
    engine: Engine, answers: Mapping[str, str], tried: Mapping[str, bool] | None = None
) -> Programme:
    """Return the programme for a runner who answered so and tried that."""
    lines = "".join(f"  {question}: {answer}\n" for question, answer in answers.items())
    sheet = read_sheet("answers:\n" + lines, "sheet.yaml", engine.pack)
    return plan(engine.assess(sheet.answers), tried or {})


def ids(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.exercise.id for choice in choices]


# -- who gets what -------------------------------------------------------------------------------


def test_a_runner_with_nothing_against_it_starts_at_the_top(engine_of_ladder: Engine) -> None:
    """The first four of the ladder, the stretch, and the next in line named."""
    found = programme(engine_of_ladder, WELL)
    assert ids(found.because(Reason.FIRST)) == ["plank", "squat", "bridge", "lunge"]
    assert ids(found.because(Reason.FLEXIBILITY)) == ["reach"]
    assert ids(found.because(Reason.NEXT)) == ["crawl", "hop"]
    assert found.withheld is None
    assert found.dosage is not None


def test_what_did_not_go_well_makes_place_for_the_next(engine_of_ladder: Engine) -> None:
    """A rung that failed is out, the fifth moves up, and an easier way towards it is offered."""
    found = programme(engine_of_ladder, WELL, {"squat": False, "plank": True})
    assert ids(found.because(Reason.FIRST)) == ["plank", "bridge", "lunge", "crawl"]
    assert ids(found.because(Reason.FAILED)) == ["squat"]
    (step,) = found.because(Reason.STEP)
    assert (step.exercise.id, step.instead_of) == ("wall_squat", "squat")


def test_a_failed_step_is_not_offered_either(engine_of_ladder: Engine) -> None:
    """An easier way that did not go well is not offered."""
    found = programme(engine_of_ladder, WELL, {"squat": False, "wall_squat": False})
    assert ids(found.because(Reason.FAILED)) == ["squat", "wall_squat"]
    assert not found.because(Reason.STEP)


def test_what_is_held_is_never_offered(engine_of_ladder: Engine) -> None:
    """Ill for a day: no bending, whether rung or stretch; the rule that holds it is named."""
    found = programme(engine_of_ladder, {**WELL, "signs": "[fever]"})
    assert ids(found.because(Reason.HELD)) == ["squat", "reach"]
    assert ids(found.because(Reason.FIRST)) == ["plank", "bridge", "lunge", "crawl"]
    for choice in found.because(Reason.HELD):
        assert [held.rule.id for held in choice.holds] == ["EX-BEND-01"]
        assert [held.truth for held in choice.holds] == [Truth.YES]


def test_a_hold_that_cannot_be_ruled_out_holds(engine_of_ladder: Engine) -> None:
    """Asked for how long, the runner was not sure: jumping waits."""
    found = programme(engine_of_ladder, {**WELL, "place": "low", "days": "unsure"})
    (hop,) = found.because(Reason.HELD)
    assert hop.exercise.id == "hop"
    assert [held.truth for held in hop.holds] == [Truth.UNKNOWN]


def test_what_is_held_stays_out_even_if_it_went_well(engine_of_ladder: Engine) -> None:
    """Having managed it once is not a reason to do it while ill."""
    found = programme(engine_of_ladder, {**WELL, "signs": "[fever]"}, {"squat": True})
    assert "squat" in ids(found.because(Reason.HELD))


def test_a_rule_can_add_beyond_the_first_four(engine_of_ladder: Engine) -> None:
    """Tired: a rung further down and a variant are offered too, each by the rule that says so."""
    found = programme(engine_of_ladder, {**WELL, "tired": "yes"})
    added = {choice.exercise.id: choice.rule for choice in found.because(Reason.ADDED)}
    assert added == {"hop": "EX-HOP-01", "row": "EX-ROW-01"}


def test_a_variant_names_what_it_varies(engine_of_ladder: Engine) -> None:
    """An added variant, as one that is not needed, says which exercise it belongs to."""
    found = programme(engine_of_ladder, {**WELL, "tired": "yes"})
    belongs = {choice.exercise.id: choice.instead_of for choice in found.choices}
    assert all(belongs[c.exercise.id] == c.exercise.variant_of for c in found.choices)


def test_a_session_has_what_is_first_a_step_or_added(engine_of_ladder: Engine) -> None:
    """Tired, with a failed squat: its easier step, what is first and what is added, no stretch."""
    found = programme(engine_of_ladder, {**WELL, "tired": "yes"}, {"squat": False})
    of = {reason: ids(found.because(reason)) for reason in Reason}
    assert of[Reason.FIRST]
    assert of[Reason.STEP]
    assert of[Reason.ADDED]
    wanted = {*of[Reason.FIRST], *of[Reason.STEP], *of[Reason.ADDED]}
    assert {exercise.id for exercise in session_exercises(found)} == wanted


def test_what_is_held_is_not_added(engine_of_ladder: Engine) -> None:
    """A hold outweighs an addition."""
    answers = {**WELL, "place": "low", "tired": "yes", "days": "7"}
    found = programme(engine_of_ladder, answers)
    assert ids(found.because(Reason.HELD)) == ["hop"]
    assert ids(found.because(Reason.ADDED)) == ["row"]


def test_an_outdoor_variant_comes_with_what_it_varies(engine_of_ladder: Engine) -> None:
    """With the lunge in, it may be done on a hill; with the lunge out, it may not."""
    assert ids(programme(engine_of_ladder, WELL).because(Reason.OUTDOORS)) == ["hill_lunge"]
    found = programme(engine_of_ladder, WELL, {"lunge": False})
    assert "hill_lunge" in ids(found.because(Reason.NOT_NEEDED))


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"place": "low", "signs": "[fever]", "days": "42"}, Withheld.URGENT),
        ({"place": "low", "signs": "[fever]", "days": "unsure"}, Withheld.URGENT),
        ({"tired": "no"}, Withheld.INCOMPLETE),
        ({"place": "low", "signs": "[fever]"}, Withheld.INCOMPLETE),
    ],
)
def test_above_the_physio_or_with_a_red_flag_open_there_is_no_programme(
    engine_of_ladder: Engine, answers: Mapping[str, str], why: Withheld
) -> None:
    """Someone must look first, or more must be asked first; nothing is offered meanwhile."""
    found = programme(engine_of_ladder, answers)
    assert found.withheld is why
    assert not found.offered
    assert {choice.reason for choice in found.choices} == {Reason.WITHHELD}


@pytest.mark.parametrize("baseline", ["self_care", "see_physio"])
def test_up_to_the_physio_there_is_a_programme(baseline: str) -> None:
    """A runner who is to see a physio may start meanwhile."""
    head = small_texts()["pack.yaml"].replace("baseline: self_care", f"baseline: {baseline}")
    found = programme(Engine(small_pack({"pack.yaml": head})), WELL)
    assert found.withheld is None
    assert ids(found.because(Reason.FIRST)) == ["plank"]


def test_when_everything_failed_nothing_is_left(engine_of_ladder: Engine) -> None:
    """A programme of nothing is said to be withheld."""
    everything = dict.fromkeys(engine_of_ladder.pack.exercise, False)
    assert programme(engine_of_ladder, WELL, everything).withheld is Withheld.NONE_LEFT


def test_a_pack_without_exercises_has_no_programme(ottawa_engine: Engine) -> None:
    """Ankles get advice and no exercises, and the reason for that."""
    found = plan(ottawa_engine.assess(Answers()), {})
    assert (found.withheld, found.choices, found.dosage) == (Withheld.NO_CATALOGUE, (), None)


# -- what helps the runner's causes --------------------------------------------------------------


CAUSES = (
    "causes:\n"
    + "".join(
        f"  - {{id: {id}, label: {id}, explain: e, strength: weak, note: n, sources: [BOOK]}}\n"
        for id in ("stiff", "weak")
    )
    + "rules:\n"
    + rule("CA-STIFF-01", "tired is yes", "cause: stiff, points: 3")
    + rule("CA-WEAK-01", "signs includes fever", "cause: weak, points: 2")
)
HELPING = {"crawl": "stiff", "lunge": "weak", "bridge": "weak", "row": "stiff", "reach": "stiff"}


@pytest.fixture(scope="module")
def serving() -> Engine:
    """The engine of the ladder where the crawl helps one cause, the bridge and lunge another."""
    catalogue = CATALOGUE
    for id, cause in HELPING.items():
        before, name, after = catalogue.partition(f"  - {{id: {id},")
        catalogue = before + name + after.replace("causes: []", f"causes: [{cause}]", 1)
    texts = small_texts()
    calm = texts["red_flags.yaml"].partition("  - id: RF-FEVER-01")[0]
    head = texts["pack.yaml"]
    given = {"exercises.yaml": catalogue, "causes.yaml": CAUSES, "red_flags.yaml": calm}
    unrelated = ["advice.yaml", "properties.yaml", "scores.yaml"]
    return Engine(small_pack({**given, "pack.yaml": head}, without=unrelated))


def test_without_a_cause_the_order_is_that_of_the_catalogue(serving: Engine) -> None:
    """Nothing comes forward, and no reason is made up."""
    found = programme(serving, WELL)
    assert ids(found.choices) == list(serving.pack.exercise)
    assert not any(choice.serves for choice in found.choices)


def test_what_helps_a_cause_comes_before_what_helps_none(serving: Engine) -> None:
    """With a fever the cause is weakness: bridge and lunge first, in the order of the ladder."""
    found = programme(serving, {**WELL, "signs": "[fever]"})
    assert ids(found.because(Reason.FIRST)) == ["bridge", "lunge", "plank", "crawl"]
    assert [choice.serves for choice in found.because(Reason.FIRST)] == [
        ("weak",),
        ("weak",),
        (),
        (),
    ]


def test_what_helps_a_likely_cause_comes_before_what_helps_a_possible_one(serving: Engine) -> None:
    """Tired and feverish: the crawl, fifth of the ladder, comes before the bridge and lunge."""
    found = programme(serving, {**WELL, "tired": "yes", "signs": "[fever]"})
    first = {choice.exercise.id: choice.serves for choice in found.because(Reason.FIRST)}
    assert list(first.items())[:3] == [
        ("crawl", ("stiff",)),
        ("bridge", ("weak",)),
        ("lunge", ("weak",)),
    ]


def test_what_is_held_does_not_come_forward(serving: Engine) -> None:
    """The stretch would help, but bending waits while the runner is ill."""
    found = programme(serving, {**WELL, "tired": "yes", "signs": "[fever]"})
    assert "reach" in ids(found.because(Reason.HELD))
    assert not any(choice.serves for choice in found.because(Reason.HELD))


def test_what_did_not_go_well_does_not_come_forward(serving: Engine) -> None:
    """The bridge failed, so of what helps only the lunge comes before the plank."""
    found = programme(serving, {**WELL, "signs": "[fever]"}, {"bridge": False})
    assert ids(found.because(Reason.FIRST))[:2] == ["lunge", "plank"]


def test_what_a_rule_adds_is_named_before_all_others(serving: Engine) -> None:
    """Tired: the hop and the row that rules add open the programme, then come the first four."""
    found = programme(serving, {**WELL, "tired": "yes"})
    assert ids(found.offered)[:3] == ["row", "hop", "crawl"]


# -- whatever the runner answers -----------------------------------------------------------------


def by_grade(exercises: list[Exercise], assessment: Assessment) -> list[list[Exercise]]:
    """Return exercises by the highest grade of a cause they help, most likely first, then none."""
    graded = {result.cause: result.grade for result in assessment.causes}
    grades = [grade for grade, _ in assessment.pack.grades]
    groups: list[list[Exercise]] = [[] for _ in (*grades, None)]
    for exercise in exercises:
        helped = [grades.index(g) for c in exercise.causes if (g := graded[c]) is not None]
        groups[max(helped, default=-1) + 1].append(exercise)
    return groups[::-1]


def check(engine: Engine, data: st.DataObject) -> None:
    """Hold one random runner's programme against the rules of design.md, section 7."""
    pack = engine.pack
    assessment = engine.assess(data.draw(strategies.answers(pack)))
    tried = data.draw(strategies.tried(pack))
    found = plan(assessment, tried)
    assert sorted(ids(found.choices)) == sorted(pack.exercise)
    if assessment.disposition > Disposition.SEE_PHYSIO or not assessment.complete:
        assert found.withheld is not None
    elif pack.exercises:
        assert found.withheld in (None, Withheld.NONE_LEFT)
    if found.withheld is not None:
        assert not found.offered
        return
    held = {trait.trait for trait in assessment.held}
    for choice in found.offered:
        assert not held & set(choice.exercise.traits)
        assert tried.get(choice.exercise.id) is not False
    free = [
        exercise
        for exercise in pack.exercises
        if exercise.kind is ExerciseKind.STRENGTH
        and not held & set(exercise.traits)
        and tried.get(exercise.id) is not False
    ]
    ladder = [e for group in by_grade(free, assessment) for e in group]
    assert pack.dosage is not None
    first = {choice.exercise.id for choice in found.because(Reason.FIRST)}
    assert first == {exercise.id for exercise in ladder[: pack.dosage.first]}
    for choice in found.because(Reason.HELD):
        assert {hold.trait for hold in choice.holds} == held & set(choice.exercise.traits)
    for choice in found.because(Reason.ADDED):
        assert choice.rule in assessment.fired
    moved = [c.exercise for c in found.choices if c.exercise.id not in assessment.added]
    assert moved == [
        e for group in by_grade(list(pack.exercises), assessment) for e in group if e in moved
    ]
    grades = {result.cause: result.grade for result in assessment.causes}
    for choice in found.choices:
        assert set(choice.serves) <= set(choice.exercise.causes)
        assert all(grades[cause] is not None for cause in choice.serves)
    if not any(grades.values()) and not assessment.added:
        assert ids(found.choices) == list(pack.exercise)


@given(data=st.data())
@fewer
def test_every_programme_of_a_real_pack_keeps_the_rules(
    engine: Engine, data: st.DataObject
) -> None:
    """First four not held and not failed, nothing held offered, a reason for every exercise."""
    check(engine, data)


@given(pack=strategies.packs(), data=st.data())
def test_every_programme_of_any_pack_keeps_the_rules(pack: Pack, data: st.DataObject) -> None:
    """Whatever the pack format can say, a programme keeps the rules."""
    check(Engine(pack), data)


def test_a_well_runner_starts_with_the_first_four_of_the_article(back_pain_engine: Engine) -> None:
    """The shipped catalogue's ladder is the article's: superman first, three sets of 8 to 12."""
    pack = back_pain_engine.pack
    dosage = pack.dosage
    assert dosage is not None
    assert (dosage.first, dosage.sets) == (4, 3)
    assert (dosage.repetitions_min, dosage.repetitions_max) == (8, 12)
    ladder = [e.id for e in pack.exercises if e.kind is ExerciseKind.STRENGTH]
    assert len(ladder) == 12
    assert len([e for e in pack.exercises if e.kind is ExerciseKind.FLEXIBILITY]) == 3


# -- what the shipped pack offers ----------------------------------------------------------------

SORE = {
    "pain_location": "lower", "emergency_signs": "none", "nerve_signs": "none", "age": "41",
    "sex": "male", "pelvic_health": "none", "body_signs": "none", "wee_skin_signs": "none",
    "onset": "gradual", "pain_days": "25", "pain_score": "3", "pain_pattern": "none",
    "pain_behaviour": "none", "spread": "none", "history": "none", "medicines": "none",
    "course": "better", "limits": "none", "load": "none", "daily_life": "none",
}  # fmt: skip


def test_a_sound_trunk_keeps_the_order_of_the_article(back_pain_engine: Engine) -> None:
    """Nothing hurts, nothing is weak: superman, beetle, balance and planks, as the article says."""
    found = programme(back_pain_engine, {**SORE, "form_lower": "none"})
    assert ids(found.because(Reason.FIRST)) == list(back_pain_engine.pack.exercise)[:4]


@pytest.mark.parametrize("form", ["[head_forward]", "[screen_worse]", "none"])
@pytest.mark.parametrize("place", ["neck", "upper"])
def test_neck_and_desk_pain_start_with_the_upper_back(
    back_pain_engine: Engine, place: str, form: str
) -> None:
    """Wall pull-downs open the programme; then come the two exercises for the upper back."""
    where = {"pain_location": place, "chest_arm_signs": "none", "form_upper": form}
    found = programme(back_pain_engine, {**SORE, **where})
    session = [exercise.id for exercise in session_exercises(found)]
    for_upper_back = ["wall_lateral_pull_downs", "quadruped_limb_raises", "superman_pull"]
    if form != "none":
        assert session[:3] == for_upper_back
    elif place == "neck":
        assert session[:1] == for_upper_back[:1]


def test_who_sags_in_a_plank_gets_the_step_before_it(back_pain_engine: Engine) -> None:
    """The plank on the knees is added with its reason, and both full planks wait."""
    found = programme(back_pain_engine, {**SORE, "form_lower": "[trunk_wobble]"})
    assert {choice.exercise.id: choice.rule for choice in found.because(Reason.ADDED)} == {
        "knee_plank": "EX-ADD-KNEE-PLANK"
    }
    assert {"high_plank_leg_lifts", "high_plank_limb_raises"} <= {*ids(found.because(Reason.HELD))}
    served = {choice.exercise.id: choice.serves for choice in found.because(Reason.FIRST)}
    assert set(served.values()) == {("core_control",)}


def test_painful_arching_is_not_answered_with_v_ups(back_pain_engine: Engine) -> None:
    """What arches the back or loads it hard waits, however much the trunk needs work."""
    hurts = {"pain_behaviour": "[arch]", "form_lower": "[trunk_wobble, hip_drop]"}
    found = programme(back_pain_engine, {**SORE, **hurts})
    waiting = {"superman", "superman_pull", "v_ups", "single_leg_v_ups"}
    assert waiting <= {*ids(found.because(Reason.HELD))}


def test_the_hardest_exercises_keep_their_place(back_pain: Pack) -> None:
    """The last three of the ladder help no cause, so that nothing brings them forward."""
    ladder = [e for e in back_pain.exercises if e.kind is ExerciseKind.STRENGTH]
    assert [bool(exercise.causes) for exercise in ladder] == [True] * 9 + [False] * 3


def test_causes_and_exercises_agree_on_what_helps(back_pain: Pack) -> None:
    """What a cause lists is what lists the cause, so that the book says what the programme does."""
    for cause in back_pain.causes:
        helping = {e.id for e in back_pain.exercises if cause.id in e.causes}
        assert helping == set(cause.exercises), cause.id
