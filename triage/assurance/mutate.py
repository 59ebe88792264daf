"""Whether anybody would notice a slip in a rule: every mutant put to vignettes, checks and proofs.

A mutant is *killed* by the first of these that notices it: a vignette that is met by the pack and
missed by the mutant; `pack check`, by a remark that the pack does not get; `pack prove`, by a
promise of the pack that no longer holds or a rule that can never fire. Other properties of `prove`
are not tried, for they take too long: a survivor may yet be killed by one of them.

What nobody notices either *survived*, with a witness (a sheet on which pack and mutant differ), or
is *equivalent*: the solver says that no sheet tells the two apart by which rules fire, by how a red
flag or a hold stands, by disposition, by the grade of a cause or by what is held. Equivalent
mutants are counted apart, and so are those the solver could not decide in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from triage.assurance.cover import Case, Cases
from triage.assurance.judge import Judge
from triage.assurance.mutants import Edit, Mutant, mutants_of
from triage.assurance.remarks import unused
from triage.assurance.safety import has_programme
from triage.assurance.solver import Sheets, need_solver, z3
from triage.assurance.suggest import SECONDS_A_GAP, completed, with_numbers
from triage.assurance.trial import misses_of
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Evidence, Finding, Hold, RedFlag, Rule
from triage.model.truth import EACH_WORLD, EITHER, SURE, UNSURE, Worlds
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
        self.sheet = Sheets(pack)
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
        sheet = self._sheet_for(mutant)
        base = next((c for c in self.cases if _fires(c, mutant.rule)), None)
        given = Answers() if base is None else base.vignette.sheet.answers
        difference = self._difference(sheet, mutant)
        answers = sheet.nearest(difference, given, SECONDS_A_GAP)
        if answers is False:
            return Verdict(mutant=mutant, fate=Fate.EQUIVALENT)
        broken = self._broken_property(sheet, mutant, planted)
        if broken is not None:
            return Verdict(mutant=mutant, fate=Fate.PROPERTY, by=broken)
        if not isinstance(answers, Answers):
            return Verdict(mutant=mutant, fate=Fate.UNDECIDED)
        near = with_numbers(answers, given, (self.pack, planted))
        tries = (completed(near, self.pack), completed(answers, self.pack), near, answers)
        witness = next((a for a in tries if self._differ(sheet, difference, a)), answers)
        like = None if base is None else base.vignette.id
        return Verdict(mutant=mutant, fate=Fate.SURVIVED, witness=witness, like=like)

    def _sheet_for(self, mutant: Mutant) -> Sheets:
        """Return the sheets with numbers cut where the rule and the mutant cut them."""
        if mutant.edit is not Edit.SHIFT_THRESHOLD or mutant.edited is None:
            return self.sheet
        extra = replace(mutant.edited, id=f"{mutant.id}'", then=Advise(""))
        return Sheets(replace(self.pack, rules=(*self.pack.rules, extra)))

    def _differ(self, sheet: Sheets, difference: Any, answers: Answers) -> bool:
        """Say whether a sheet still tells the two apart."""
        solver = z3.SolverFor("QF_FD")
        solver.add(*sheet.legal, sheet.just(answers), difference)
        return bool(solver.check() == z3.sat)

    def _difference(self, sheet: Sheets, mutant: Mutant) -> Any:
        """Return: something that can be seen comes out otherwise."""
        rule, edited = mutant.rule, mutant.edited
        match mutant.edit:
            case Edit.DROP_RULE:
                return sheet.rule(rule, SURE)
            case Edit.LOWER_DISPOSITION if isinstance(rule.then, RedFlag):
                others = self._others_reach(sheet, rule, rule.then.disposition)
                return z3.And(sheet.rule(rule, SURE), z3.Not(others))
            case Edit.LOWER_IF_UNSURE if isinstance(rule.then, RedFlag):
                others = self._others_reach(sheet, rule, rule.then.if_unsure)
                only_unsure = z3.And(sheet.rule(rule, UNSURE), z3.Not(sheet.rule(rule, SURE)))
                return z3.And(only_unsure, z3.Not(others))
            case Edit.LOWER_POINTS if isinstance(rule.then, Evidence):
                return self._lower_grade(sheet, rule, rule.then)
            case Edit.DROP_TRAIT:
                return self._let_go(sheet, rule, mutant.about)
        assert edited is not None  # only a dropped rule has none
        worlds: tuple[Worlds, ...] = (SURE,)
        if isinstance(rule.then, RedFlag | Hold):
            worlds = EACH_WORLD
        return z3.Or(
            *(z3.Xor(sheet.rule(rule, w), sheet.condition(edited.when, w)) for w in worlds)
        )

    def _others_reach(self, sheet: Sheets, rule: Rule, level: Disposition) -> Any:
        found = []
        for other, then in self.pack.concluding(RedFlag):
            if other is not rule and then.disposition >= level:
                found.append(sheet.rule(other, SURE))
            if other is not rule and then.if_unsure >= level:
                found.append(sheet.rule(other, UNSURE))
        return z3.Or(*found)

    def _lower_grade(self, sheet: Sheets, rule: Rule, then: Evidence) -> Any:
        """Return: one point less of this rule is one grade less."""
        others = [
            (sheet.rule(other, SURE), other.then.points)
            for other in self.pack.rules_for_cause(then.cause)
            if other is not rule and isinstance(other.then, Evidence)
        ]

        def reach(points: int, needed: int) -> Any:
            own = [(sheet.rule(rule, SURE), points)] if points else []
            return z3.PbGe([*others, *own], needed)

        ways = [
            z3.And(reach(then.points, needed), z3.Not(reach(then.points - 1, needed)))
            for _, needed in self.pack.grades
        ]
        return z3.And(sheet.rule(rule, SURE), z3.Or(*ways))

    def _let_go(self, sheet: Sheets, rule: Rule, trait: str) -> Any:
        """Return: some exercise is held by this trait of this rule alone, and there is a plan."""
        ways = []
        for exercise in self.pack.exercises:
            if trait not in exercise.traits:
                continue
            held = []
            for other, then in self.pack.concluding(Hold):
                kept = set(then.traits) - ({trait} if other is rule else set())
                if kept & set(exercise.traits):
                    held.append(sheet.rule(other, EITHER))
            ways.append(z3.And(*(z3.Not(formula) for formula in held)))
        return z3.And(sheet.rule(rule, EITHER), has_programme(sheet), z3.Or(*ways))

    def _broken_property(self, sheet: Sheets, mutant: Mutant, planted: Pack) -> str | None:
        """Return the property of `pack prove` that the mutant breaks, of those tried here."""
        edited = mutant.edited
        if edited is not None and edited.when != mutant.rule.when:
            solver = z3.SolverFor("QF_FD")
            solver.add(*sheet.legal, sheet.condition(edited.when, SURE))
            if solver.check() == z3.unsat:
                return "no_rule_is_dead"
        if not isinstance(mutant.rule.then, RedFlag | Finding) or not planted.promises:
            return None
        theirs = Sheets(planted)
        for promise in planted.promises:
            solver = z3.SolverFor("QF_FD")
            broken = z3.Not(theirs.at_least(promise.at_least))
            solver.add(*theirs.legal, theirs.condition(promise.when, SURE), broken)
            if solver.check() == z3.sat:
                return f"promise {promise.id}"
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
