"""Random packs use all of the format, so that what is tested of them is tested of any pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import Phase, given, settings

from tests import strategies
from triage.model.condition import Atom, Compare, ScoreIs
from triage.model.pack import Pack
from triage.model.question import Option
from triage.model.rule import Rule


def boxes(pack: Pack) -> Iterator[Option]:
    return (option for question in pack.questions for option in question.options)


def atoms_of(rule: Rule) -> Iterator[Atom]:
    return (literal.atom for literal in rule.when.literals())


def is_divided(pack: Pack) -> bool:
    """Say whether two thresholds of a number lie closer together than 1."""
    atoms = (atom for rule in pack.rules for atom in atoms_of(rule))
    found = {(atom.question, atom.number) for atom in atoms if isinstance(atom, Compare)}
    return any(q == r and 0 < high - low < 1 for q, low in found for r, high in found)


USES: dict[str, Callable[[Pack], bool]] = {
    "a band that raises a red flag": lambda pack: any(
        band.rule for score in pack.scores for band in score.bands
    ),
    "a band that raises none": lambda pack: any(
        not band.rule for score in pack.scores for band in score.bands
    ),
    "several bands": lambda pack: any(len(score.bands) > 1 for score in pack.scores),
    "a rule that waits for a score": lambda pack: any(
        isinstance(atom, ScoreIs)
        for rule in pack.rules
        for atom in atoms_of(rule)
        if rule.id not in {band.rule for score in pack.scores for band in score.bands}
    ),
    "a box with a gate": lambda pack: any(box.ask_when for box in boxes(pack)),
    "a box that counts alone": lambda pack: any(box.alone for box in boxes(pack)),
    "a box that counts alone and has a gate": lambda pack: any(
        box.alone and box.ask_when for box in boxes(pack)
    ),
    "a choice in its natural order": lambda pack: any(q.ordered for q in pack.questions),
    "a question on the screen of another": lambda pack: any(q.joins for q in pack.questions),
    "close thresholds": is_divided,
    "advice for safety": lambda pack: any(item.safety for item in pack.advice),
    "advice that excludes other advice": lambda pack: any(item.excludes for item in pack.advice),
    "advice that needs a disposition": lambda pack: any(
        item.needs is not None for item in pack.advice
    ),
    "wording that needs a disposition": lambda pack: any(
        wording.needs is not None for wording in pack.wordings.values()
    ),
    "a promise of advice": lambda pack: any(promise.gives for promise in pack.promises),
}


def test_random_packs_use_all_of_the_format() -> None:
    """Whatever a pack can say, some random pack says it."""
    unused = dict(USES)

    @given(pack=strategies.packs())
    @settings(max_examples=200, phases=[Phase.generate], derandomize=True)
    def use(pack: Pack) -> None:
        for what in [what for what, is_used in unused.items() if is_used(pack)]:
            del unused[what]

    use()
    assert not unused
