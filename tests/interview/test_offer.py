"""The disposition is shown as soon as it is settled, and the questions left are offered."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.assurance.proofs.small import advice, checklist, choice, flag, small, yes_no
from tests.strategies import answers, packs
from triage.engine.assess import Engine
from triage.interview.course import give, take
from triage.interview.interview import Interview, after, begin
from triage.interview.next import Ask, next_ask, worth_asking
from triage.interview.screens import disposition_now, offer, screens_of
from triage.interview.states import Answered, Chose, Declined, Event, State, WentBack, WentOn
from triage.model.answers import Answers
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.valuation import Valuation

CALM = Answers({"danger": "no", "pain_zone": "elsewhere", "four_steps": "yes", "age": Decimal(30)})


def demanded_of(pack: Pack, said: Answers) -> Answers:
    """Return what an interview has asked when nothing more is demanded."""
    now = Answers()
    while (ask := next_ask(pack, now)) is not None and ask.demanded:
        now = give(pack, now, ask.question.id, said.given[ask.question.id]).answers
    return now


# -- the properties --------------------------------------------------------------------------------


@given(pack=packs(), data=st.data())
def test_an_offered_question_can_never_raise_the_disposition(
    pack: Pack, data: st.DataObject
) -> None:
    """Once nothing is demanded the assessment is complete, and whatever is added, it stays."""
    said = data.draw(answers(pack, everything=True))
    settled, engine = demanded_of(pack, said), Engine(pack)
    found = engine.assess(settled)
    assert found.complete
    more = engine.assess(data.draw(answers(pack, but=settled)))
    assert more.disposition is found.disposition


@given(pack=packs(), data=st.data())
def test_what_is_demanded_comes_before_what_is_offered(pack: Pack, data: st.DataObject) -> None:
    """After the first question that is offered, none is demanded."""
    said = data.draw(answers(pack, everything=True))
    asked = [ask.demanded for ask in take(pack, lambda q: said.given[q.id], Answers())]
    assert asked == sorted(asked, reverse=True)


@given(pack=packs(), data=st.data())
def test_no_more_screens_follow_than_are_offered(pack: Pack, data: st.DataObject) -> None:
    """What is said of the rest is true: how many screens, and what for."""
    said = data.draw(answers(pack, everything=True))
    settled = demanded_of(pack, said)
    made = offer(Valuation(pack, settled))
    rest = take(pack, lambda q: said.given[q.id], settled)
    assert (made is None) == (not rest)
    if made is None:
        return
    assert made.disposition is disposition_now(Valuation(pack, settled))
    assert made.disposition <= HIGHEST_WITH_PROGRAMME
    assert len(screens_of(pack, [ask.question for ask in rest])) <= made.screens
    assert made.causes or not any(ask.causes for ask in rest)
    assert made.programme or not any(ask.programme for ask in rest)


@given(pack=packs(), data=st.data())
def test_questions_of_one_screen_are_asked_in_a_row(pack: Pack, data: st.DataObject) -> None:
    """Of what is demanded, and of what is offered, no screen is left and come back to."""
    said = data.draw(answers(pack, everything=True))
    asked = take(pack, lambda q: said.given[q.id], Answers())
    for kind in (True, False):
        some = [ask.question for ask in asked if ask.demanded is kind]
        places = [pack.screen[screen[0].id] for screen in screens_of(pack, some)]
        assert len(places) == len(set(places))


# -- what is demanded ------------------------------------------------------------------------------


def asks_of(pack: Pack, given_answers: Answers) -> dict[str, Ask]:
    return {ask.question.id: ask for ask in worth_asking(Valuation(pack, given_answers))}


def test_what_decides_about_a_box_of_a_demanded_list_is_demanded() -> None:
    """Sex matters to advice alone, but the list of signs cannot be put before it is known."""
    milk = {"id": "milk", "ask_when": "sex is female"}
    pack = small(
        [choice("sex", "female", "male"), checklist("signs", "fever", milk), yes_no("sleep")],
        [flag("RF-1", "signs includes fever", "same_day")],
        advised=[advice("rest", "signs includes milk"), advice("bed", "sleep is yes")],
    )
    asks = asks_of(pack, Answers())
    assert {id for id, ask in asks.items() if ask.demanded} == {"sex", "signs"}
    assert asks["sex"].dispositions == ()
    assert {ask.left for ask in asks.values() if ask.demanded} == {2}
    assert asks["sleep"].left == 1


def test_a_screen_that_was_begun_is_gone_through() -> None:
    """What joins comes next, though another screen is more urgent by now."""
    pack = small(
        [yes_no("a"), yes_no("b", joins="yes"), yes_no("c")],
        [
            flag("RF-1", "a is yes", "emergency"),
            flag("RF-2", "b is yes", "see_doctor"),
            flag("RF-3", "c is yes", "same_day"),
        ],
    )
    asked = take(pack, lambda _: "no", Answers())
    assert [ask.question.id for ask in asked] == ["a", "b", "c"]
    assert [len(screen) for screen in screens_of(pack, [ask.question for ask in asked])] == [2, 1]


# -- the interview ---------------------------------------------------------------------------------


def played(now: Interview, *events: Event) -> Interview:
    """Return an interview after some events."""
    for event in events:
        now = after(now, event)
    return now


def test_the_disposition_is_offered_with_the_rest_once_it_is_settled(ottawa: Pack) -> None:
    """Nothing is put until the runner has said whether to go on."""
    now = begin(ottawa, CALM)
    assert now.state is State.OFFERING
    assert now.question is None
    assert now.offer is not None
    assert now.offer.disposition is Disposition.SELF_CARE
    assert now.offer.screens == 1
    assert now.offer.causes
    assert now.offer.programme


def test_whoever_goes_on_is_asked_the_rest_and_not_offered_it_again(ottawa: Pack) -> None:
    """After the last of it come the answers, to be checked."""
    now = after(begin(ottawa, CALM), WentOn())
    assert now.state is State.ASKING
    assert now.question is not None
    assert now.question.id == "rolled_often"
    assert now.ask is not None
    assert not now.ask.demanded
    assert after(now, Answered("yes")).state is State.REVIEWING


def test_whoever_declines_goes_on_to_the_answers_and_may_come_back(ottawa: Pack) -> None:
    """Going back leads to the offer, and takes no answer away."""
    now = after(begin(ottawa, CALM), Declined())
    assert now.state is State.REVIEWING
    assert now.answers == CALM
    again = after(now, WentBack())
    assert again.state is State.OFFERING
    assert again.answers == CALM


def test_going_back_from_the_offer_leads_to_the_last_question(ottawa: Pack) -> None:
    """It is put again, and what follows is offered anew."""
    now = after(begin(ottawa, CALM), WentBack())
    assert now.question is not None
    assert now.question.id == "age"
    assert after(now, Answered(Decimal(30))).state is State.OFFERING


def test_a_change_that_opens_a_demanded_question_leads_to_a_new_offer(ottawa: Pack) -> None:
    """Whoever declined is asked what could raise the disposition, and then sees the new one."""
    declined = after(begin(ottawa, CALM), Declined())
    now = played(declined, Chose("pain_zone"), Answered("ankle"))
    assert now.state is State.ASKING
    assert now.question is not None
    assert now.question.id == "ankle_bone"
    kept = played(declined, Chose("pain_zone"), Answered("elsewhere"))
    assert kept.state is State.REVIEWING
