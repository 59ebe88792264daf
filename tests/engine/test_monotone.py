"""More answers never take back what was concluded, and never talk a red flag down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.condition import FindingIs, Includes, Is, Literal
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.model.truth import Truth
from triage.model.valuation import Valuation

Sign = tuple[str, str | None]
"""A yes/no question, or one box of a checklist."""

TWO_SIDED: set[Sign] = {
    # Pain on arching back, landing, standing on one leg or walking speaks for a stress fracture and
    # against all that no movement brings on.
    ("pain_behaviour", "arch"),
    ("pain_behaviour", "impact"),
    ("pain_behaviour", "one_leg"),
    ("pain_behaviour", "walking"),
}
"""Signs that alarm one rule when there and another when not; each has been looked at."""


@given(data=st.data())
@fewer
def test_no_later_answer_takes_back_a_firing(engine: Engine, data: st.DataObject) -> None:
    """A rule that fired goes on firing, whatever else the runner is asked."""
    earlier = strategies.as_asked(engine.pack, data.draw(strategies.answers(engine.pack)))
    later = data.draw(strategies.answers(engine.pack, but=earlier))
    before, after = engine.assess(earlier), engine.assess(later)
    assert before.fired <= after.fired
    assert before.disposition <= after.disposition
    assert all(
        after.findings[finding] is truth
        for finding, truth in before.findings.items()
        if truth is not Truth.UNKNOWN
    )


@given(pack=strategies.packs(), data=st.data())
def test_only_an_answer_that_no_longer_applies_can_take_back_a_firing(
    pack: Pack, data: st.DataObject
) -> None:
    """On any pack, later answers add firings, unless one shows an earlier answer does not apply."""
    engine = Engine(pack)
    earlier = data.draw(strategies.answers(pack))
    later = data.draw(strategies.answers(pack, but=earlier))
    before, after = engine.assess(earlier), engine.assess(later)
    taken_back = {question for question, _ in set(after.dropped) - set(before.dropped)}
    assert before.fired <= after.fired or taken_back & set(earlier)


@given(pack=strategies.packs(), data=st.data())
def test_no_way_to_go_on_ends_above_the_ceiling(pack: Pack, data: st.DataObject) -> None:
    """However the open questions are answered, the disposition stays between the two bounds."""
    engine = Engine(pack)
    earlier = strategies.as_asked(pack, data.draw(strategies.answers(pack)))
    before = engine.assess(earlier)
    later = engine.assess(data.draw(strategies.answers(pack, but=earlier)))
    assert before.disposition <= later.disposition <= before.ceiling


@given(pack=strategies.packs(), data=st.data())
def test_answering_what_is_unsettled_completes_the_assessment(
    pack: Pack, data: st.DataObject
) -> None:
    """An incomplete assessment names open questions; answering those it names settles it."""
    engine = Engine(pack)
    answers = data.draw(strategies.answers(pack))
    everything = data.draw(strategies.answers(pack, everything=True))
    assessment = engine.assess(answers)
    for _ in pack.questions:
        assert assessment.complete == (not assessment.unsettled)
        for question in assessment.unsettled:
            answers = answers.with_answer(question, everything.given[question])
        assessment = engine.assess(answers)
    assert assessment.complete


@given(data=st.data())
@fewer
def test_an_emergency_is_always_complete(engine: Engine, data: st.DataObject) -> None:
    """Nothing more needs asking once help is needed now."""
    assessment = engine.assess(data.draw(strategies.answers(engine.pack)))
    assert assessment.complete or assessment.disposition < Disposition.EMERGENCY


def test_silence_is_never_clear(engine: Engine) -> None:
    """A runner who was asked nothing has no complete assessment and no firing."""
    assessment = engine.assess(Answers())
    assert not assessment.complete
    assert assessment.ceiling is Disposition.EMERGENCY
    assert not assessment.fired


# -- no, unsure, yes -----------------------------------------------------------------------------


def red_flag_signs(pack: Pack) -> dict[Sign, set[bool]]:
    """Return the boxes and yes/no questions red-flag rules look at, with the answers that alarm."""
    found: dict[Sign, set[bool]] = {}
    for rule, _ in pack.concluding(RedFlag):
        for literal in _literals(rule.when.literals(), pack):
            match literal.atom:
                case Includes(question, option):
                    found.setdefault((question, option), set()).add(literal.positive)
                case Is(question, ("yes",)):
                    found.setdefault((question, None), set()).add(literal.positive)
                case Is(question, ("no",)):
                    found.setdefault((question, None), set()).add(not literal.positive)
    return found


def one_sided_signs(pack: Pack) -> list[Sign]:
    """Return the red-flag signs of which only "yes" alarms, or only "no"."""
    return [sign for sign, alarming in red_flag_signs(pack).items() if len(alarming) == 1]


def _literals(literals: object, pack: Pack) -> list[Literal]:
    """Return literals with those of the findings they name in their place."""
    found: list[Literal] = []
    for literal in literals:  # type: ignore[attr-defined]
        if isinstance(literal.atom, FindingIs):
            for rule in pack.rules_for_finding(literal.atom.finding):
                below = rule.when if literal.positive else rule.when.negated()
                found += _literals(below.literals(), pack)
        else:
            found.append(literal)
    return found


def with_sign(pack: Pack, answers: Answers, sign: Sign, tick: Tick) -> Answers:
    """Return the answers in which the sign alarms (yes), does not (no), or is unsure."""
    question, option = sign
    if tick is not Tick.UNSURE and red_flag_signs(pack)[sign] == {False}:
        tick = Tick.NO if tick is Tick.YES else Tick.YES
    answer: Answer = UNSURE_ANSWER if tick is Tick.UNSURE else tick.value
    if option is not None:
        given = answers.get(question)
        boxes = dict(given.boxes) if isinstance(given, Ticks) else {}
        boxes[option] = tick
        order = pack.question[question].option_ids
        answer = Ticks(tuple((box, boxes[box]) for box in order if box in boxes))
    return answers.with_answer(question, answer)


def test_few_signs_alarm_both_when_there_and_when_not(engine: Engine) -> None:
    """For each red-flag sign one answer is the alarming one, but for those someone looked at."""
    signs = red_flag_signs(engine.pack)
    assert {sign for sign, alarming in signs.items() if len(alarming) == 2} <= TWO_SIDED


@given(data=st.data())
@fewer
def test_from_no_to_unsure_to_yes_no_red_flag_answer_lowers_the_disposition(
    engine: Engine, data: st.DataObject
) -> None:
    """Having a sign is never calmer than not being sure of it, nor that than not having it."""
    sign = data.draw(st.sampled_from(one_sided_signs(engine.pack)))
    answers = data.draw(strategies.answers(engine.pack))
    no, unsure, yes = (
        engine.assess(with_sign(engine.pack, answers, sign, tick)).disposition
        for tick in (Tick.NO, Tick.UNSURE, Tick.YES)
    )
    assert no <= unsure <= yes


@pytest.mark.slow
def test_no_single_sign_lowers_the_disposition_of_a_runner_who_is_well(engine: Engine) -> None:
    """For every red-flag sign by itself: no, then unsure, then yes never lowers the disposition."""
    pack = engine.pack
    for answers in (Answers(), well(pack)):
        for sign in one_sided_signs(pack):
            no, unsure, yes = (
                disposition_of(pack, Valuation(pack, with_sign(pack, answers, sign, tick)).rules)
                for tick in (Tick.NO, Tick.UNSURE, Tick.YES)
            )
            assert no <= unsure <= yes, sign


def well(pack: Pack) -> Answers:
    """Return the answers of a runner who has nothing that any checklist or yes/no asks about."""
    calm = {question.id: strategies.absent(question) for question in pack.questions}
    return Answers({question: answer for question, answer in calm.items() if answer is not None})


@given(data=st.data())
@fewer
def test_not_having_been_asked_promises_no_more_than_a_no(
    engine: Engine, data: st.DataObject
) -> None:
    """While a sign has not been asked about, the ceiling is at least what a no would leave."""
    sign = data.draw(st.sampled_from(one_sided_signs(engine.pack)))
    answers = data.draw(strategies.answers(engine.pack)).without(sign[0])
    no = engine.assess(with_sign(engine.pack, answers, sign, Tick.NO))
    assert engine.assess(answers).ceiling >= no.ceiling
