"""The boxes of a checklist that have a column each -> one answer.

Software marks a box that was left empty, and many do so even if nobody saw the question. So boxes
that are all left empty are no answer; only "none of these", or the word no for a box, denies one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from triage.model.answers import Tick, Ticks
from triage.model.question import Question
from triage.screening.roster.taken import Taken, Trouble


class Box(StrEnum):
    """What the cell of one box says."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    LABEL = "label"  # its own words: the form leaves the cells of other boxes empty
    UNTICKED = "unticked"
    EMPTY = "empty"

    @property
    def is_ticked(self) -> bool:
        """The box was ticked."""
        return self in (Box.YES, Box.LABEL)


def joined(question: Question, boxes: Mapping[str, Box], whole: Ticks | None) -> Taken:
    """Return what the boxes of a question say together, with the column for all of them.

    Where they contradict each other, what was ticked anywhere counts, and nothing is denied.
    """
    ticked = [box for box, said in boxes.items() if said.is_ticked]
    own = _answer(question, boxes, ticked)
    if own is None:
        return _contradiction(question, ticked, "a box for all the others is ticked with another")
    mine = Ticks(own) if own else None
    if whole is None or (mine is None and Box.UNTICKED not in boxes.values()):
        return Taken(mine or whole)
    if _said(whole, Tick.YES) & set(boxes) == set(ticked) - {"none", "unsure"}:
        return Taken(whole if mine is None or not _doubt(mine) else mine)
    both = [*ticked, *_said(whole, Tick.YES)]
    return _contradiction(question, both, "the boxes differ from the column for all of them")


def _answer(
    question: Question, boxes: Mapping[str, Box], ticked: list[str]
) -> tuple[tuple[str, Tick], ...] | None:
    """Return the boxes that are answered, or None where they contradict each other."""
    for box, tick in (("none", Tick.NO), ("unsure", Tick.UNSURE)):
        if box in ticked:
            return tuple((o, tick) for o in question.option_ids) if ticked == [box] else None
    is_list = any(said is Box.LABEL for said in boxes.values())
    ticks = {Box.YES: Tick.YES, Box.LABEL: Tick.YES, Box.NO: Tick.NO, Box.UNSURE: Tick.UNSURE}
    if ticked:
        ticks |= {Box.UNTICKED: Tick.NO} | ({Box.EMPTY: Tick.NO} if is_list else {})
    return tuple(
        (option, ticks[boxes[option]])
        for option in question.option_ids
        if option in boxes and boxes[option] in ticks
    )


def _said(ticks: Ticks, wanted: Tick) -> set[str]:
    return {option for option, tick in ticks.boxes if tick is wanted}


def _doubt(ticks: Ticks) -> bool:
    return bool(_said(ticks, Tick.UNSURE))


def _contradiction(question: Question, ticked: list[str], what: str) -> Taken:
    kept = tuple((option, Tick.YES) for option in question.option_ids if option in ticked)
    fix = "correct the row, or remove one of the columns"
    return Taken(Ticks(kept) if kept else None, (Trouble(what, fix),))
