"""Words of questions, answers and findings that may now mean something else, or the opposite.

A stored answer keeps its id. If the words behind the id come to mean something else, what a runner
said is read as what the runner did not say, and no rule shows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.assurance.diff.changes import Change, Edit, Place
from triage.assurance.diff.sorts import Sort
from triage.assurance.diff.urgency import Urgency

ANSWERED = frozenset({"questions", "findings"})


def opposites(found: Iterable[Change], urgency: Urgency | None) -> tuple[Change, ...]:
    """Return the changes after which an answer may mean something else.

    These are a negation that came or went, texts of one question that took each other's place, and
    a number in another unit. Without known words (`urgency`), it is every change of such a text.
    """
    texts = {change.place: change for change in found if change.place[0] in ANSWERED}
    return tuple(change for change in texts.values() if _may_mean_else(change, texts, urgency))


def _may_mean_else(change: Change, texts: dict[Place, Change], urgency: Urgency | None) -> bool:
    if change.place[-1] == "unit":
        return True
    before, after = change.before, change.after
    if change.sort is not Sort.WORDS or change.edit is not Edit.CHANGED:
        return False
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    if urgency is None or urgency.negations(before) != urgency.negations(after):
        return True
    others = [other for place, other in texts.items() if place[:2] == change.place[:2]]
    return any(after == other.before for other in others if other is not change)
