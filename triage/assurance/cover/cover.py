"""Which rules, and which clause of each, the vignettes of a pack put to the test.

What counts. A vignette counts for a rule only where the rule's condition is decided (YES or NO)
and its expectation pins that result: were the rule to come out the other way round, the vignette
would be missed, because it names the rule under `fires` or `silent` or because something else it
expects would be different. A vignette that is missed as it is counts for nothing. A red case
is one of those. A published case counts by its disposition alone, as filled.

*Rule coverage*: a rule is covered when one such vignette fires it and one keeps it silent.

*MC/DC* (modified condition/decision coverage, masking form; Chilenski, DOT/FAA/AR-01/18): a clause
is a literal at its place in a condition. It is covered when in one such vignette it is YES and
alone decides that the condition is YES (were this literal NO and all others as they are, the
condition would be NO), and in another it is NO and alone decides that the condition is NO. Where
two such vignettes differ in this literal of the condition only, the pair is also a *unique cause*
pair, the stricter form. A finding or a cause is one literal here: what is behind it is covered at
the rules that conclude it. Conditions of `ask_when` are not covered here.

A clause that no possible answer sheet can let decide (the solver says so) is *idle*: it is counted
apart, and never as covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from triage.assurance.cover.cases import Case, Cases
from triage.assurance.cover.clauses import Path, deciders, literals_of
from triage.assurance.cover.coverage import Clause, Coverage, RuleCoverage
from triage.model.condition import (
    Literal,
    holds,
)
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import Truth
from triage.model.vignette import Vignette


def cover(
    pack: Pack, vignettes: Sequence[Vignette], rules: Iterable[Rule] | None = None
) -> Coverage:
    """Return what the vignettes cover of the rules (default: all). `suggest` finds what is idle."""
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
