"""The vignettes of a pack that are met, and which rules each of them pins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from triage.assurance.trials.judge import Judge, judged
from triage.assurance.trials.trial import misses_of, try_vignette
from triage.model.condition import (
    AnswerAtom,
    Compare,
    Is,
    Literal,
    holds,
)
from triage.model.pack import Pack
from triage.model.rule import Advise, Evidence, Finding, Points, Rule
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette


class Cases:
    """The vignettes of a pack that are met, with the answers each is judged by."""

    def __init__(self, pack: Pack, vignettes: Sequence[Vignette]) -> None:
        self.pack = pack
        judge = Judge(pack)
        trials = (try_vignette(judge, vignette) for vignette in vignettes)
        self.cases: tuple[Case, ...] = tuple(
            Case(trial.vignette, trial.judged.valuation) for trial in trials if trial.is_met
        )

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One vignette that is met, and what its answers make of the pack."""

    vignette: Vignette
    valuation: Valuation

    def pins(self, rule: Rule) -> bool:
        """Say whether the vignette would be missed if the rule came out the other way round."""
        truth = holds(rule.when, self.valuation)
        if truth is Truth.UNKNOWN:
            return False
        expect = self.vignette.expect
        if rule.id in (*expect.fires, *expect.silent):
            return True
        if isinstance(rule.then, Advise):  # a vignette expects advice only by the rule's name
            return False
        otherwise = self._known(~truth)
        return otherwise is not None and self.misses(replace(rule, when=otherwise))

    def _known(self, truth: Truth) -> Literal | None:
        """Return a literal of that truth: the first answer given to an ungated question, or not."""
        for question in self.valuation.pack.questions:
            answer = self.valuation.answers.get(question.id)
            if question.ask_when is None and isinstance(answer, str | Decimal):
                atom: AnswerAtom = Is(question.id, (str(answer),))
                if isinstance(answer, Decimal):
                    atom = Compare(question.id, ">=", answer)
                return Literal(atom, truth is Truth.YES, question.id)
        return None

    def misses(self, edited: Rule) -> bool:
        """Say whether the vignette would be missed if the rule of that id were this one."""
        rules = self.valuation.pack.rules
        pack = replace(
            self.valuation.pack,
            rules=tuple(edited if rule.id == edited.id else rule for rule in rules),
        )
        return self.misses_under(pack, edited)

    def misses_under(self, pack: Pack, edited: Rule) -> bool:
        """Say whether the vignette would be missed under a pack that differs in one rule."""
        if isinstance(edited.then, Finding | Evidence | Points):  # other rules may depend on it
            found = Judge(pack).assess(self.valuation.answers)
        else:
            own = edited.when.worlds(self.valuation)
            found = judged(self.valuation, {**self.valuation.rules, edited.id: own}, pack)
        return bool(misses_of(self.vignette, found))
