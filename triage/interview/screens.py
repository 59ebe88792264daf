"""What an interview shows at once, and what it offers once the disposition is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from triage.interview.next import worth_asking
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import RedFlag
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A disposition that nothing not yet asked can raise, and the questions that are offered.

    They take at most so many `screens`. They can change the grades of `causes`, or the `programme`
    and the advice.
    """

    disposition: Disposition
    screens: int
    causes: bool
    programme: bool


def offer(valuation: Valuation) -> Offer | None:
    """Return what is offered, None while a question is demanded or when no question matters."""
    pack, asks = valuation.pack, worth_asking(valuation)
    if not asks or any(ask.demanded for ask in asks):
        return None
    return Offer(
        disposition=disposition_now(valuation),
        screens=len({pack.screen[ask.question.id] for ask in asks}),
        causes=any(ask.causes for ask in asks),
        programme=any(ask.programme for ask in asks),
    )


def disposition_now(valuation: Valuation) -> Disposition:
    """Return the most urgent disposition that the answers so far lead to."""
    pack = valuation.pack
    worlds = {rule.id: valuation.rule(rule) for rule, _ in pack.concluding(RedFlag)}
    return disposition_of(pack, worlds)


def screens_of(pack: Pack, asked: Iterable[Question]) -> tuple[tuple[Question, ...], ...]:
    """Return questions in the order they were asked, those shown together as one screen."""
    runs = groupby(asked, key=lambda question: pack.screen[question.id])
    return tuple(tuple(screen) for _, screen in runs)
