"""Boxes with gates of their own: an interview offers those that apply, or may, and no others."""

from __future__ import annotations

from decimal import Decimal

from tests.weighed import answered, weighed
from triage.interview.course import take
from triage.interview.interview import Interview, after, begin
from triage.interview.next import next_ask, worth_asking
from triage.interview.states import Answered, Chose, Event, State, WentBack
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.question import Question
from triage.model.valuation import Valuation

PACK = weighed()
MAN = answered(sex="male", age=Decimal(60))
WOMAN = answered(sex="female", age=Decimal(60))


def offered(now: Interview) -> tuple[str, ...]:
    """Return the boxes that are put."""
    assert now.question is not None
    assert now.question.id == "signs"
    return now.question.option_ids


def none_of(now: Interview) -> Answered:
    """Return "none of these", for what is put."""
    return Answered(Ticks(tuple((box, Tick.NO) for box in offered(now))))


def at_end(answers: Answers, *events: Event) -> Interview:
    """Return an interview in which all else was answered, after some events."""
    rest = answered(night_pain="no", thinner="no", grip="short")
    now = begin(PACK, Answers({**answers.given, **rest.given}))
    for event in events:
        now = after(now, event)
    return now


def test_a_box_that_does_not_apply_is_not_offered() -> None:
    """A man is not asked about milk."""
    assert offered(at_end(MAN)) == ("blueness", "fever", "chills", "tremor")


def test_a_box_that_may_apply_is_offered() -> None:
    """Whoever is not sure of their age is asked about tremor, and the sheet keeps the answer."""
    unsure = Answers({**answered(sex="male").given, "age": UNSURE_ANSWER})
    now = at_end(unsure)
    assert offered(now) == ("blueness", "fever", "chills", "tremor")


def test_the_questions_that_decide_about_a_box_come_first() -> None:
    """Sex and age are asked before the list that depends on them, though it is more urgent."""
    asked = take(PACK, _calm, Answers())
    assert [ask.question.id for ask in asked][:3] == ["sex", "age", "signs"]


def _calm(question: Question) -> Answer:
    calm: dict[str, Answer] = {
        "sex": "male",
        "age": Decimal(30),
        "signs": Ticks(tuple((box, Tick.NO) for box in question.option_ids)),
        "night_pain": "no",
        "thinner": "no",
        "grip": "short",
    }
    return calm[question.id]


def test_none_of_these_is_about_the_boxes_that_were_put() -> None:
    """Nothing is on the sheet about a box that was not offered, and nothing more is asked."""
    start = at_end(MAN)
    now = after(start, none_of(start))
    ticks = now.answers.given["signs"]
    assert isinstance(ticks, Ticks)
    assert [box for box, _ in ticks.boxes] == ["blueness", "fever", "chills", "tremor"]
    assert now.state is State.REVIEWING


def test_a_change_drops_the_box_that_no_longer_applies_and_names_it() -> None:
    """A woman who turns out to be a man loses what she said of milk, and nothing else."""
    start = Answers({**WOMAN.given, **answered(signs="fever milk").given})
    now = at_end(start, Chose("sex"), Answered("male"))
    assert [PACK.label_of(item) for item in now.removed] == ["milk of the hand"]
    ticks = now.answers.given["signs"]
    assert isinstance(ticks, Ticks)
    assert dict(ticks.boxes) == {
        "blueness": Tick.NO, "fever": Tick.YES, "chills": Tick.NO, "tremor": Tick.NO
    }  # fmt: skip


def test_of_an_answered_list_only_the_box_that_a_change_opened_is_asked() -> None:
    """The other boxes keep their answers."""
    start = at_end(MAN)
    now = after(start, Answered(Ticks((("blueness", Tick.NO), ("fever", Tick.YES),
                                       ("chills", Tick.NO), ("tremor", Tick.NO)))))  # fmt: skip
    now = after(after(now, Chose("sex")), Answered("female"))
    assert offered(now) == ("milk",)
    assert now.before is None
    now = after(now, Answered(Ticks((("milk", Tick.UNSURE),))))
    ticks = now.answers.given["signs"]
    assert isinstance(ticks, Ticks)
    assert ticks.get("milk") is Tick.UNSURE
    assert ticks.get("fever") is Tick.YES
    assert now.state is State.REVIEWING


def test_a_list_gone_over_is_put_with_every_box_that_applies() -> None:
    """Whoever changes the list sees what was ticked, of what still concerns them."""
    start = Answers({**MAN.given, **answered(signs="fever").given})
    now = at_end(start, Chose("signs"))
    assert offered(now) == ("blueness", "fever", "chills", "tremor")
    assert isinstance(now.before, Ticks)
    assert now.before.get("fever") is Tick.YES


def test_going_back_leads_to_the_list_of_which_a_box_was_missing() -> None:
    """It was the last thing asked."""
    most = dict.fromkeys(("blueness", "fever", "chills", "tremor"), "no")
    now = at_end(Answers({**WOMAN.given, **answered(signs=most).given}))
    assert offered(now) == ("milk",)
    now = after(after(now, none_of(now)), WentBack())
    assert offered(now) == ("blueness", "fever", "chills", "milk", "tremor")


def test_signs_behind_a_score_speak_for_its_red_flag() -> None:
    """Fever behind a finding counts as one sign of the bands, so what could complete them leads."""
    answers = answered(sex="male", signs={"fever": "yes"}, grip="short", thinner="no")
    asks = {ask.question.id: ask for ask in worth_asking(Valuation(PACK, answers))}
    assert asks["night_pain"].signs == 1


def test_a_sum_that_is_out_of_reach_is_not_asked_about() -> None:
    """At thirty, with no fever, pain at night leads nowhere: the question is left out."""
    answers = answered(sex="male", age=Decimal(30), signs="", grip="short", thinner="no")
    assert next_ask(PACK, answers) is None
