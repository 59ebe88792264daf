"""What an edit of a pack means: for whom, from what to what, and in which direction.

Two packs look at one and the same answer sheet. Each counts the answers its own questions admit;
an answer that only the other pack knows is, to it, not asked. Names that the new pack says it gave
take the place of the old ones first. For each pair of dispositions the
solver finds a sheet that goes from the one to the other, or shows that there is none. Shares are
counted exactly or not at all. Where no logic changed, none of this is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod

from triage.assurance.diff.changes import Change, changes
from triage.assurance.diff.count import MOST_COUNTED, count
from triage.assurance.diff.moves import Move, Pair, moves_of
from triage.assurance.diff.opposites import opposites
from triage.assurance.diff.reach import items_behind
from triage.assurance.diff.renamed import in_new_names
from triage.assurance.diff.space import values_of
from triage.assurance.diff.undeclared import undeclared
from triage.assurance.diff.urgency import Softened, Urgency, softened
from triage.assurance.diff.vignettes import ChangedVignette, changed_vignettes
from triage.model.cuts import cuts_of
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
    unlisted: tuple[str, ...]  # names that came or went, and versions.yaml does not say so
    changes: tuple[Change, ...]  # of the packs, then of their vignettes
    opposites: tuple[Change, ...]  # less those accepted
    softened: tuple[Softened, ...]  # less those accepted
    places_to_accept: tuple[str, ...]  # of all texts that may be less urgent, or the opposite
    moves: tuple[Move, ...]
    undecided: tuple[Pair, ...]
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

    @property
    def is_unnumbered(self) -> bool:
        """The pack says something else under the version it had before."""
        old, new = self.old, self.new
        return (old.id, old.version) == (new.id, new.version) and old.digest != new.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How two packs are compared: with which words, and for how long."""

    urgency: Urgency | None  # None where the words of the packs' language are not known
    clock: Callable[[], float]
    seconds: float  # for the solver


Loaded = tuple[Pack, Sequence[Vignette]]


def diff(
    old: Loaded, new: Loaded, terms: Terms, accepted: frozenset[str] = frozenset()
) -> PackDiff:
    """Return what an edit means. Of two vignettes with the same id, the result of the new counts.

    `accepted` are places of texts that may be less urgent than before.

    Raises:
        EngineFault: two evaluators differ on what was found.
    """
    after, edited_stories = new
    before, stories = in_new_names(*old, after)
    found = changes(before, after)
    vignettes = [*stories, *edited_stories]
    softer, turned = softened(found, terms.urgency), opposites(found, terms.urgency)
    items = items_behind(before, after, found)
    cuts = cuts_of(before, after)
    values = values_of(before, after, cuts) if items else {}
    space = prod(len(values[item]) for item in items)
    is_counted = space <= MOST_COUNTED
    counts = count(before, after, {i: values[i] for i in items}) if items and is_counted else {}
    ends = terms.clock() + terms.seconds
    moves, undecided = (
        moves_of(before, after, cuts, items, terms.clock, ends) if items else ({}, ())
    )
    return PackDiff(
        old=before,
        new=after,
        unlisted=undeclared(old[0], after),
        changes=found + changes({"vignettes": stories}, {"vignettes": tuple(edited_stories)}),
        opposites=tuple(change for change in turned if change.at not in accepted),
        softened=tuple(text for text in softer if text.change.at not in accepted),
        places_to_accept=(*(text.change.at for text in softer), *(c.at for c in turned)),
        moves=tuple(
            Move(
                before=pair[0],
                after=pair[1],
                old=readings[0],
                new=readings[1],
                count=counts.get(pair, 0) if is_counted else None,
            )
            for pair, readings in moves.items()
        ),
        undecided=undecided,
        items=items,
        space=space,
        counted=is_counted,
        vignettes=changed_vignettes(before, after, found, vignettes),
        compared=len({vignette.id for vignette in vignettes}),
    )
