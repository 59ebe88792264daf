"""Whether a slip in a rule would be noticed: every mutant meets vignettes, checks and proofs.

A mutant is *killed* by the first of these that notices it: a vignette that is met by the pack and
missed by the mutant; `pack check`, by a remark that the pack does not get; `pack prove`, by a
promise of the pack that no longer holds or a rule that can never fire. Other properties of `prove`
are not tried, because they take too long: a survivor may yet be killed by one of them.

What none of them notices either *survived*, with a witness (a sheet on which pack and mutant
differ), or is *equivalent*: the solver says that on no sheet a person sees anything else (see
difference.py). Equivalent mutants are counted separately, and so are those the solver could not
decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from triage.assurance.checks.remarks import unused
from triage.assurance.cover.cases import Case, Cases
from triage.assurance.cover.suggest import with_numbers
from triage.assurance.mutate.difference import seen_otherwise
from triage.assurance.mutate.mutants import Mutant, mutants_of
from triage.assurance.proofs.properties.what_the_pack_promises import PROPERTY as PROMISES
from triage.assurance.solver.door import need_solver, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import found, just, nearest, some
from triage.assurance.trials.judge import Judge
from triage.assurance.trials.trial import completed, misses_of
from triage.model.answers import Answers
from triage.model.cuts import cuts_of
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Finding, Hold, RedFlag, Rule
from triage.model.truth import SURE
from triage.model.vignette import Vignette


class Fate(Enum):
    """What became of a mutant."""

    VIGNETTE = "vignette"
    CHECK = "check"
    PROPERTY = "property"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    UNDECIDED = "undecided"


KILLED = frozenset({Fate.VIGNETTE, Fate.CHECK, Fate.PROPERTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A mutant and its fate; `by` names what killed it.

    Of a survivor, `witness` is a sheet on which it differs from the rule, `like` the vignette the
    sheet is nearest to.
    """

    mutant: Mutant
    fate: Fate
    by: str | None = None
    witness: Answers | None = None
    like: str | None = None


class Mutation:
    """Puts the mutants of one pack to its vignettes, checks and proofs."""

    def __init__(self, pack: Pack, vignettes: Sequence[Vignette]) -> None:
        need_solver()
        self.pack = pack
        self.cases = Cases(pack, vignettes)
        self.remarks = frozenset(unused(pack))

    def verdicts(self, rules: Iterable[Rule]) -> tuple[Verdict, ...]:
        """Return the fate of every mutant of these rules."""
        found: list[Verdict] = []
        for rule in rules:
            named = [c for c in self.cases if _names(c, rule)]
            rest = [c for c in self.cases if not _names(c, rule) and _could_notice(c, rule)]
            cases = [*named, *rest]
            found += [self.verdict(mutant, cases) for mutant in mutants_of(rule, self.pack)]
        return tuple(found)

    def verdict(self, mutant: Mutant, cases: Sequence[Case]) -> Verdict:
        """Return the fate of one mutant; `cases` are those that could notice it."""
        planted = mutant.planted(self.pack)
        for case in cases:
            if _is_noticed(case, mutant, planted):
                return Verdict(mutant=mutant, fate=Fate.VIGNETTE, by=case.vignette.id)
        remark = next((r for r in unused(planted) if r not in self.remarks), None)
        if remark is not None:
            return Verdict(mutant=mutant, fate=Fate.CHECK, by=f"{remark.topic.value} {remark.name}")
        return self._proven(mutant, planted)

    # -- survivors ---------------------------------------------------------------------------

    def _proven(self, mutant: Mutant, planted: Pack) -> Verdict:
        cuts = cuts_of(self.pack, planted)
        mine, theirs = Sheets(self.pack, cuts=cuts), Sheets(planted, cuts=cuts)
        base = next((c for c in self.cases if _fires(c, mutant.rule)), None)
        given = Answers() if base is None else base.vignette.sheet.answers
        difference = seen_otherwise(mine, theirs)
        answers = nearest(mine, difference, given)
        if answers is False:
            return Verdict(mutant=mutant, fate=Fate.EQUIVALENT)
        broken = _broken_property(mutant, theirs)
        if broken is not None:
            return Verdict(mutant=mutant, fate=Fate.PROPERTY, by=broken)
        if not isinstance(answers, Answers):
            return Verdict(mutant=mutant, fate=Fate.UNDECIDED)
        near = with_numbers(answers, given, (self.pack, planted))
        tries = (completed(near, self.pack), completed(answers, self.pack), near, answers)
        shown = (a for a in tries if found(mine, z3.And(just(mine, a), difference)))
        like = None if base is None else base.vignette.id
        return Verdict(mutant=mutant, fate=Fate.SURVIVED, witness=next(shown, answers), like=like)


def _broken_property(mutant: Mutant, theirs: Sheets) -> str | None:
    """Return the property of `pack prove` that the mutant breaks, of those tried here."""
    edited = mutant.edited
    if edited is not None and some(theirs, theirs.rule(edited, SURE)) is False:
        return "no_rule_is_dead"
    if isinstance(mutant.rule.then, RedFlag | Finding | Hold):
        excused = {e.item for e in theirs.pack.exceptions if e.property == PROMISES.name}
        for part in PROMISES.parts(theirs, theirs):
            if part.item not in excused and found(theirs, part.formula):
                return f"promise {part.item}"
    return None


def _names(case: Case, rule: Rule) -> bool:
    return rule.id in (*case.vignette.expect.fires, *case.vignette.expect.silent)


def _fires(case: Case, rule: Rule) -> bool:
    return bool(case.valuation.rule(rule) & SURE) and case.vignette.published is None


def _could_notice(case: Case, rule: Rule) -> bool:
    """Say whether a vignette that does not name the rule expects anything it could change."""
    expect = case.vignette.expect
    match rule.then:
        case Advise():
            return False
        case Hold() | Add():
            return bool(expect.offers or expect.withholds)
        case _:
            return True


def _is_noticed(case: Case, mutant: Mutant, planted: Pack) -> bool:
    before = case.valuation.rule(mutant.rule)
    if mutant.edited is None:
        if not before:
            return False
        if before & SURE and mutant.rule.id in case.vignette.expect.fires:
            return True
        found = Judge(planted).assess(case.valuation.answers)
        return bool(misses_of(case.vignette, found))
    after = mutant.edited.when.worlds(case.valuation)
    if mutant.edited.when is not mutant.rule.when:
        if before == after:
            return False
        if (before ^ after) & SURE and _names(case, mutant.rule):
            return True
    elif not before:
        return False
    return _could_notice(case, mutant.rule) and case.misses_under(planted, mutant.edited)
