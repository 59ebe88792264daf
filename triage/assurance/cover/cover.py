"""Which rules, and which clause of each, the vignettes of a pack put to the test.

What counts. A vignette counts for a rule only where the rule's condition is decided (YES or NO)
and its expectation pins that result: were the rule to come out the other way round, the vignette
would be missed, because it names the rule under `fires` or `silent` or because something else it
expects would be different. A vignette that is missed as it stands counts for nothing. A red case
is one of those. A published case counts by its disposition alone, as filled.

*Rule coverage*: a rule is covered when one such vignette fires it and one keeps it silent.

*MC/DC* (modified condition/decision coverage, masking form; Chilenski, DOT/FAA/AR-01/18): a clause
is a literal where it stands in a condition. It is covered when in one such vignette it is YES and
alone decides that the condition is YES (were this literal NO and all others as they are, the
condition would be NO), and in another it is NO and alone decides that the condition is NO. Where
two such vignettes differ in this literal of the condition only, the pair is also a *unique cause*
pair, the stricter form. A finding or a cause is one literal here: what is behind it is covered at
the rules that conclude it. Conditions of `ask_when` are not covered here.

A clause that no possible answer sheet can let decide (the solver says so) is *idle*: it is counted
apart, and never as covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from triage.assurance.trials.judge import Judge, judged
from triage.assurance.trials.trial import fill, misses_of, try_vignette
from triage.model.answers import Answers
from triage.model.condition import (
    AnswerAtom,
    AtLeast,
    Compare,
    Condition,
    Facts,
    Is,
    Literal,
    holds,
)
from triage.model.pack import Pack
from triage.model.rule import Advise, Evidence, Finding, Rule
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette

Path = tuple[int, ...]
"""Where a literal stands in a condition: the place of each part on the way down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One literal of a rule, and the vignettes in which it alone decides, by its truth there.

    `is_unique_cause` says that nothing else in the condition differs between the two. `idle` are
    the truths with which no possible sheet lets it decide.
    """

    path: Path
    literal: Literal
    yes: str | None
    no: str | None
    is_unique_cause: bool = False
    idle: tuple[Truth, ...] = ()

    @property
    def gaps(self) -> tuple[Truth, ...]:
        """The truths with which some sheet could let the literal decide, and no vignette does."""
        found = {Truth.YES: self.yes, Truth.NO: self.no}
        return tuple(t for t, name in found.items() if name is None and t not in self.idle)

    @property
    def is_covered(self) -> bool:
        """A vignette shows each truth deciding."""
        return self.yes is not None and self.no is not None

    @property
    def is_idle(self) -> bool:
        """It is not covered, and no sheet could cover more of it than the vignettes do."""
        return not self.is_covered and not self.gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoverage:
    """One rule: a vignette that fires it, one that keeps it silent, and its clauses in order."""

    rule: Rule
    fires: str | None
    silent: str | None
    clauses: tuple[Clause, ...]

    @property
    def is_covered(self) -> bool:
        """A vignette fires the rule and another keeps it silent."""
        return self.fires is not None and self.silent is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of every rule of a pack, in pack order."""

    pack: Pack
    vignettes: int
    rules: tuple[RuleCoverage, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every rule."""
        return tuple(clause for rule in self.rules for clause in rule.clauses)

    @property
    def is_full(self) -> bool:
        """Every rule is covered, and every clause that some sheet could cover."""
        return all(rule.is_covered for rule in self.rules) and not any(
            clause.gaps for clause in self.clauses
        )


class Cases:
    """The vignettes of a pack that are met, with the answers each is judged by."""

    def __init__(self, pack: Pack, vignettes: Sequence[Vignette]) -> None:
        self.pack = pack
        judge = Judge(pack)
        met = [v for v in vignettes if try_vignette(judge, v).is_met]
        self.cases: tuple[Case, ...] = tuple(
            Case(v, Valuation(pack, judged_answers(pack, v))) for v in met
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
        if isinstance(rule.then, Advise):  # a vignette expects no advice but by the rule's name
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
        if isinstance(edited.then, Finding | Evidence):  # other rules may hang on it
            found = Judge(pack).assess(self.valuation.answers)
        else:
            own = edited.when.worlds(self.valuation)
            found = judged(self.valuation, {**self.valuation.rules, edited.id: own}, pack)
        return bool(misses_of(self.vignette, found))


def judged_answers(pack: Pack, vignette: Vignette) -> Answers:
    """Return the answers a vignette is judged by: a published case as filled."""
    answers = vignette.sheet.answers
    return answers if vignette.published is None else fill(pack, answers)


def cover(
    pack: Pack, vignettes: Sequence[Vignette], rules: Iterable[Rule] | None = None
) -> Coverage:
    """Return what the vignettes cover of the rules (default: all). `suggest` tells what is idle."""
    cases = Cases(pack, vignettes)
    looked_at = pack.rules if rules is None else rules
    return Coverage(
        pack=pack,
        vignettes=len(vignettes),
        rules=tuple(_cover_rule(rule, cases) for rule in looked_at),
    )


def _cover_rule(rule: Rule, cases: Cases) -> RuleCoverage:
    pinned: dict[str, bool] = {}

    def counts(case: Case) -> bool:
        if case.vignette.id not in pinned:
            pinned[case.vignette.id] = case.pins(rule)
        return pinned[case.vignette.id]

    named = [c for c in cases if rule.id in (*c.vignette.expect.fires, *c.vignette.expect.silent)]
    named_ids = {case.vignette.id for case in named}
    rest = [case for case in cases if case.vignette.id not in named_ids]
    result: dict[Truth, str] = {}
    deciding: dict[tuple[Path, Truth], list[Case]] = {}
    wanted = {(path, t) for path, _ in literals_of(rule.when) for t in (Truth.YES, Truth.NO)}
    for case in (*named, *rest):
        truth = holds(rule.when, case.valuation)
        if truth is Truth.UNKNOWN:
            continue
        paths = deciders(rule.when, case.valuation)
        fresh = {(path, truth) for path in paths} - deciding.keys()
        is_news = truth not in result or fresh & wanted
        if (is_news or case.vignette.id in named_ids) and counts(case):
            result.setdefault(truth, case.vignette.id)
            for path in paths:
                deciding.setdefault((path, truth), []).append(case)
    return RuleCoverage(
        rule=rule,
        fires=result.get(Truth.YES),
        silent=result.get(Truth.NO),
        clauses=tuple(
            _clause(
                rule,
                path,
                literal,
                deciding.get((path, Truth.YES), []),
                deciding.get((path, Truth.NO), []),
            )
            for path, literal in literals_of(rule.when)
        ),
    )


def _clause(
    rule: Rule, path: Path, literal: Literal, yes: Sequence[Case], no: Sequence[Case]
) -> Clause:
    """Return a clause with the first unique-cause pair, or else the first of each side."""
    others = [other for place, other in literals_of(rule.when) if place != path]

    def row(case: Case) -> tuple[Truth, ...]:
        return tuple(holds(other, case.valuation) for other in others)

    rows: dict[tuple[Truth, ...], str] = {}
    for case in no:
        rows.setdefault(row(case), case.vignette.id)
    for case in yes:
        partner = rows.get(row(case))
        if partner is not None:
            return Clause(
                path=path,
                literal=literal,
                yes=case.vignette.id,
                no=partner,
                is_unique_cause=True,
            )
    return Clause(
        path=path,
        literal=literal,
        yes=yes[0].vignette.id if yes else None,
        no=no[0].vignette.id if no else None,
    )


def with_idle(coverage: Coverage, idle: Mapping[tuple[str, Path], tuple[Truth, ...]]) -> Coverage:
    """Return the coverage with the truths no sheet can show, by rule and clause, called idle."""
    return replace(
        coverage,
        rules=tuple(
            replace(
                found,
                clauses=tuple(
                    replace(clause, idle=idle.get((found.rule.id, clause.path), ()))
                    for clause in found.clauses
                ),
            )
            for found in coverage.rules
        ),
    )


# -- conditions --------------------------------------------------------------------------------


def literals_of(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Literal]]:
    """Yield every literal of a condition with where it stands, in the order written."""
    if isinstance(condition, Literal):
        yield path, condition
        return
    for place, part in enumerate(condition.of):
        yield from literals_of(part, (*path, place))


def deciders(condition: Condition, facts: Facts) -> frozenset[Path]:
    """Return where the literals stand that alone decide a decided condition.

    Turning any one of them round, the others staying, turns the condition from YES to NO or back.
    """
    truth = holds(condition, facts)
    if truth is Truth.UNKNOWN:
        return frozenset()
    return frozenset(_deciders(condition, facts, truth, ()))


def _deciders(condition: Condition, facts: Facts, truth: Truth, path: Path) -> Iterator[Path]:
    if isinstance(condition, Literal):
        yield path
        return
    truths = [holds(part, facts) for part in condition.of]
    met = truths.count(Truth.YES)
    may_be = met + truths.count(Truth.UNKNOWN)
    is_close = may_be == condition.count if truth is Truth.YES else met + 1 == condition.count
    if is_close:
        for place, part in enumerate(condition.of):
            if truths[place] is truth:
                yield from _deciders(part, facts, truth, (*path, place))


def settled(condition: Condition, path: Path, value: bool) -> Condition | bool:
    """Return a condition with the literal at `path` taken as true or false; a bool if decided."""
    if isinstance(condition, Literal):
        return value
    part = settled(condition.of[path[0]], path[1:], value)
    if not isinstance(part, bool):
        of = (*condition.of[: path[0]], part, *condition.of[path[0] + 1 :])
        return AtLeast(condition.count, of)
    rest = (*condition.of[: path[0]], *condition.of[path[0] + 1 :])
    count = condition.count - part
    if count == 0:
        return True
    return AtLeast(count, rest) if count <= len(rest) else False
