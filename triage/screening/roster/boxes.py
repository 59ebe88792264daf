"""The boxes of a checklist that have a column each -> one answer.

Software marks a box that was left empty, and many do so even if nobody saw the question. So boxes
that are all left empty are no answer; only "none of these", or the word no for a box, denies one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from triage.model.answers import Tick, Ticks
from triage.model.question import Question
from triage.screening.roster.taken import Trouble

_REASON = "the boxes of this question contradict each other"

Joined = tuple[Ticks | None, tuple[Trouble, ...]]
"""The answer to a checklist, and what is wrong with it."""


class Box(StrEnum):
    """What the cell of one box says."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    LABEL = "label"  # its own words: the form leaves the cells of other boxes empty
    UNTICKED = "unticked"
    EMPTY = "empty"
    UNREAD = "unread"

    @property
    def is_ticked(self) -> bool:
        """The box was ticked."""
        return self in (Box.YES, Box.LABEL)


def joined(question: Question, boxes: Mapping[str, Box], whole: object) -> Joined:
    """Return what the boxes of a question say together, with `whole`, the column for all of them.

    Where they contradict each other, what was ticked anywhere counts, and nothing is denied.
    """
    all_of_them = _less_unread(whole, boxes) if isinstance(whole, Ticks) else None
    ticked = [box for box, said in boxes.items() if said.is_ticked]
    own = _answer(question, boxes, ticked)
    if own is None:
        return _contradiction(question, ticked, "a box for all the others is ticked with another")
    mine = Ticks(own) if own else None
    if all_of_them is None or (mine is None and Box.UNTICKED not in boxes.values()):
        return mine or all_of_them, ()
    theirs = _said(all_of_them, Tick.YES)
    if theirs & set(boxes) == set(ticked) - {"none", "unsure"}:
        return (mine if mine is not None and _said(mine, Tick.UNSURE) else all_of_them), ()
    both = [*ticked, *theirs]
    return _contradiction(question, both, "the boxes differ from the column for all of them")


def _answer(
    question: Question, boxes: Mapping[str, Box], ticked: list[str]
) -> tuple[tuple[str, Tick], ...] | None:
    """Return the boxes that are answered, or None where they contradict each other."""
    for box, tick in (("none", Tick.NO), ("unsure", Tick.UNSURE)):
        if box in ticked:
            if ticked != [box]:
                return None
            unsure = {option for option, said in boxes.items() if said is Box.UNSURE}
            options = [each for each in question.option_ids if boxes.get(each) is not Box.UNREAD]
            return tuple((each, Tick.UNSURE if each in unsure else tick) for each in options)
    is_list = any(said is Box.LABEL for said in boxes.values())
    ticks = {Box.YES: Tick.YES, Box.LABEL: Tick.YES, Box.NO: Tick.NO, Box.UNSURE: Tick.UNSURE}
    if ticked:
        ticks |= {Box.UNTICKED: Tick.NO} | ({Box.EMPTY: Tick.NO} if is_list else {})
    return tuple(
        (option, ticks[boxes[option]])
        for option in question.option_ids
        if option in boxes and boxes[option] in ticks
    )


def _less_unread(whole: Ticks, boxes: Mapping[str, Box]) -> Ticks | None:
    """Return an answer that denies none of the boxes that could not be read."""
    kept = tuple(
        (option, tick)
        for option, tick in whole.boxes
        if tick is not Tick.NO or boxes.get(option) is not Box.UNREAD
    )
    return Ticks(kept) if kept else None


def _said(ticks: Ticks, wanted: Tick) -> set[str]:
    return {option for option, tick in ticks.boxes if tick is wanted}


def _contradiction(question: Question, ticked: list[str], what: str) -> Joined:
    kept = tuple((option, Tick.YES) for option in question.option_ids if option in ticked)
    fix = "correct the row, or remove one of the columns"
    return (Ticks(kept) if kept else None), (Trouble(what, fix, _REASON, fix),)
