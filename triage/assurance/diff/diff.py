"""What an edit of a pack means: for whom, from what to what, and in which direction.

Two packs look at one and the same answer sheet. Each counts the answers its own questions admit;
an answer that only the other pack knows is, to it, not asked. For each pair of dispositions the
solver finds a sheet that goes from the one to the other, or shows that there is none. Shares are
counted exactly or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod

from triage.assurance.diff.count import MOST_COUNTED, count
from triage.assurance.diff.edits import (
    Edited,
    edited_programme,
    edited_questions,
    edited_regions,
    edited_rules,
    edited_uses,
    edited_views,
)
from triage.assurance.diff.moves import Move, moves_of
from triage.assurance.diff.reach import items_behind
from triage.assurance.diff.space import values_of
from triage.assurance.diff.vignettes import ChangedVignette, changed_vignettes
from triage.assurance.diff.words import Reworded, reworded
from triage.model.cuts import cuts_of
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.vignette import Vignette


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDiff:
    """All that an edit means. What is lowered comes first.

    `space` is the number of sheets over `items`, the answers that the edit can affect; `counted`
    says whether each was looked at, with everything else not asked. `undecided` are the pairs for
    which the solver had no time left.
    """

    old: Pack
    new: Pack
    rules: tuple[Edited, ...]
    questions: tuple[Edited, ...]
    words: tuple[Reworded, ...]
    views: tuple[Edited, ...]  # of the body map
    regions: tuple[Edited, ...]
    uses: tuple[Edited, ...]  # of variants
    programme: tuple[Edited, ...]
    moves: tuple[Move, ...]
    undecided: tuple[tuple[Disposition, Disposition], ...]
    items: tuple[Item, ...]
    space: int
    counted: bool
    vignettes: tuple[ChangedVignette, ...]
    compared: int  # vignettes

    @property
    def lowers(self) -> bool:
        """Some sheet gets a less urgent disposition than before, or that could not be ruled out."""
        downs = [move.is_down for move in self.moves]
        downs += [changed.after < changed.before for changed in self.vignettes]
        return any(downs) or any(after < before for before, after in self.undecided)


def diff(
    old: Pack,
    new: Pack,
    vignettes: Sequence[Vignette],
    clock: Callable[[], float],
    seconds: float,
) -> PackDiff:
    """Return what an edit means, within a limit of seconds for the solver.

    `vignettes` are those of both packs; of two with the same id the last counts.
    """
    rules, questions = edited_rules(old, new), edited_questions(old, new)
    cuts = cuts_of(old, new)
    items = items_behind(old, new, rules, questions)
    values = values_of(old, new, cuts)
    space = prod(len(values[item]) for item in items)
    is_counted = space <= MOST_COUNTED
    counts = count(old, new, {item: values[item] for item in items}) if is_counted else {}
    moves, undecided = moves_of(old, new, cuts, clock, clock() + seconds) if items else ((), ())
    return PackDiff(
        old=old,
        new=new,
        rules=rules,
        questions=questions,
        words=reworded(old, new),
        views=edited_views(old, new),
        regions=edited_regions(old, new),
        uses=edited_uses(old, new),
        programme=edited_programme(old, new),
        moves=tuple(
            Move(
                before=b, after=a, old=o, new=n, count=counts.get((b, a), 0) if is_counted else None
            )
            for b, a, o, n in moves
        ),
        undecided=undecided,
        items=items,
        space=space,
        counted=is_counted,
        vignettes=changed_vignettes(old, new, vignettes),
        compared=len({vignette.id for vignette in vignettes}),
    )
