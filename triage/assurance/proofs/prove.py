"""Properties of a rule base, proved over every possible answer sheet or refuted with a witness.

A proof here is the solver's word that no sheet breaks a property. What it was not given the time
to decide is reported as unfinished, never as held. Every witness is a sheet that can be run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from typing import Any

from triage.assurance.proofs import safety
from triage.assurance.solver import Item, Sheets, items_of, need_solver, space_of, z3
from triage.model.answers import Answers
from triage.model.condition import FindingIs, Literal
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import Add, Evidence, Hold, RedFlag, Rule
from triage.model.truth import EITHER, SURE
from triage.model.valuation import Valuation

DEFAULT_SECONDS = 600.0
OF_ONE_SHEET = frozenset(
    {
        "no_finding_is_yes_and_no",
        "what_the_pack_promises",
        "an_emergency_has_no_programme",
        "every_sheet_has_one_disposition",
    }
)
"""The properties that one sheet breaks; others take a sheet and what becomes of it."""


class Outcome(Enum):
    """What became of a property."""

    HELD = "held"
    REFUTED = "refuted"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """A sheet that breaks a property, and what about it does; `then` is the second sheet of two.

    `answers` is None where the property wants a sheet and there is none at all.
    """

    about: str
    answers: Answers | None
    then: Answers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A property, what became of it, how many questions were put to the solver, and witnesses.

    `exceptions` are the ones the pack names, with their reasons. `seconds` is how long it took.
    """

    name: str
    outcome: Outcome
    checks: int
    witnesses: tuple[Counterexample, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()
    unfinished: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All proofs of a pack, and the number of sheets they range over."""

    pack: Pack
    space: int
    proofs: tuple[Proof, ...]

    @property
    def is_proven(self) -> bool:
        """Every property is held."""
        return all(proof.outcome is Outcome.HELD for proof in self.proofs)


class Prover:
    """Proves the properties of one pack within a limit of seconds for all of it."""

    def __init__(
        self, pack: Pack, clock: Callable[[], float], seconds: float = DEFAULT_SECONDS
    ) -> None:
        """`clock` tells seconds; what is not decided when `seconds` have gone stays unfinished."""
        need_solver()
        self.clock = clock
        self.pack = pack
        self.sheet = Sheets(pack)
        self.other = Sheets(pack, "'")
        self.ends = clock() + seconds
        self.order = {question.id: place for place, question in enumerate(pack.questions)}

    def properties(self) -> dict[str, Callable[[], Proof]]:
        """Return the properties by name, each as what proves it."""
        return {
            "every_sheet_has_one_disposition": self.every_sheet_has_one_disposition,
            "no_rule_is_dead": self.no_rule_is_dead,
            "no_rule_says_what_another_says": self.no_rule_says_what_another_says,
            "no_rules_contradict": self.no_rules_contradict,
            "no_finding_is_yes_and_no": self.no_finding_is_yes_and_no,
            "unanswered_is_never_clear": self.unanswered_is_never_clear,
            "stopping_early_is_safe": self.stopping_early_is_safe,
            "worse_answers_never_calm": self.worse_answers_never_calm,
            "greater_numbers_never_calm": self.greater_numbers_never_calm,
            "an_emergency_has_no_programme": self.an_emergency_has_no_programme,
            "no_held_exercise_is_offered": self.no_held_exercise_is_offered,
            "every_disposition_can_be_reached": self.every_disposition_can_be_reached,
            "every_question_can_matter": self.every_question_can_matter,
            "every_grade_can_be_reached": self.every_grade_can_be_reached,
            "every_exercise_can_be_free": self.every_exercise_can_be_free,
            "what_the_pack_promises": self.what_the_pack_promises,
        }

    def prove(self, only: Collection[str] = ()) -> Report:
        """Prove everything, or only the properties of these names."""
        chosen = [p for name, p in self.properties().items() if not only or name in only]
        proofs = tuple(self._timed(prove) for prove in chosen)
        return Report(pack=self.pack, space=space_of(self.pack), proofs=proofs)

    def _timed(self, prove: Callable[[], Proof]) -> Proof:
        begun = self.clock()
        proof = prove()
        return replace(proof, seconds=self.clock() - begun)

    # -- the properties ----------------------------------------------------------------------

    def every_sheet_has_one_disposition(self) -> Proof:
        """Each sheet ends in exactly one disposition, and a red flag gives it or the baseline."""
        return self._no_sheet(
            "every_sheet_has_one_disposition", safety.without_one_disposition(self.sheet)
        )

    def no_rule_is_dead(self) -> Proof:
        """Some sheet makes each rule fire."""
        return self._some_sheet(
            "no_rule_is_dead",
            ((rule.id, self.sheet.rule(rule, SURE)) for rule in self.pack.rules),
            "{} fires on no sheet",
        )

    def no_rule_says_what_another_says(self) -> Proof:
        """No rule fires only when another with the same conclusion fires too."""

        def pairs() -> Iterator[tuple[str, Any]]:
            for rule in self.pack.rules:
                for other in self.pack.rules:
                    if other is not rule and _says_as_much(other, rule):
                        fires = self.sheet.rule(rule, SURE)
                        alone = z3.Not(self.sheet.rule(other, SURE))
                        yield f"{rule.id} without {other.id}", z3.And(fires, alone)

        return self._some_sheet(
            "no_rule_says_what_another_says", pairs(), "{}: never does the one fire alone"
        )

    def no_rules_contradict(self) -> Proof:
        """No two rules fire on just the same sheets and say different things of one matter.

        Nor does a rule add an exercise that is held on every sheet with a programme on which the
        rule fires.
        """

        def apart() -> Iterator[tuple[str, Any]]:
            for rule, other in combinations(self.pack.rules, 2):
                if _gainsays(rule, other):
                    both = self.sheet.rule(rule, SURE), self.sheet.rule(other, SURE)
                    yield f"{rule.id} and {other.id}", z3.Xor(*both)
            for rule, then in self.pack.concluding(Add):
                exercise = self.pack.exercise[then.exercise]
                free = safety.may_be_offered(self.sheet, exercise)
                fires = self.sheet.rule(rule, SURE)
                yield f"{rule.id} and what holds {exercise.id}", z3.And(fires, free)

        return self._some_sheet(
            "no_rules_contradict", apart(), "{} go together always, and say different things"
        )

    def no_finding_is_yes_and_no(self) -> Proof:
        """No sheet makes a finding both true and false."""

        def both() -> Iterator[tuple[str, Any]]:
            for finding in self.pack.findings:
                literal = Literal(FindingIs(finding.id), True, finding.id)
                found = self.sheet.condition(literal, SURE)
                yield finding.id, z3.And(found, self.sheet.condition(literal.negated(), SURE))

        return self._no_sheet("no_finding_is_yes_and_no", both())

    def unanswered_is_never_clear(self) -> Proof:
        """A complete assessment stays as it is, whatever the answers to what was not asked."""
        changed = z3.And(
            self.sheet.complete(),
            self.sheet.extended_by(self.other),
            self.sheet.less_urgent_than(self.other),
        )
        return self._no_sheet("unanswered_is_never_clear", [("a complete sheet", changed)])

    def stopping_early_is_safe(self) -> Proof:
        """Where the interview stops, no further answer changes the disposition."""
        return self._no_sheet(
            "stopping_early_is_safe", safety.stopped_too_early(self.sheet, self.other)
        )

    def an_emergency_has_no_programme(self) -> Proof:
        """Where a red flag of an emergency is raised, no exercise programme is given."""
        return self._no_sheet(
            "an_emergency_has_no_programme", safety.emergencies_with_a_programme(self.sheet)
        )

    def no_held_exercise_is_offered(self) -> Proof:
        """No exercise is offered that a rule holds, or would hold if what is open were known."""
        return self._no_sheet(
            "no_held_exercise_is_offered", safety.held_and_offered(self.sheet, self.other)
        )

    def worse_answers_never_calm(self) -> Proof:
        """Turning a yes/no answer from no to unsure to yes never lowers the disposition."""
        return self._no_sheet("worse_answers_never_calm", self._raised())

    def _raised(self) -> Iterator[tuple[str, Any]]:
        for (question, option), values in items_of(self.pack):
            if set(values) != {"yes", "no"} or not self._bears_on_red_flags(question):
                continue
            item: Item = (question, option)
            name = f"{question}.{option}" if option else question
            mine, theirs = self.sheet, self.other
            for lower, higher in (("no", "unsure"), ("unsure", "yes")):
                yield (
                    f"{name} from {lower} to {higher}",
                    z3.And(
                        mine.same_but_for(theirs, frozenset({item})),
                        _is(mine, item, lower),
                        _is(theirs, item, higher),
                        theirs.less_urgent_than(mine),
                    ),
                )

    def greater_numbers_never_calm(self) -> Proof:
        """A greater number (more pain, more days) never lowers the disposition.

        Fixed numbers, such as age, tell of no change for the worse and are left out.
        """
        return self._no_sheet("greater_numbers_never_calm", self._grown())

    def _grown(self) -> Iterator[tuple[str, Any]]:
        for (question, option), values in items_of(self.pack):
            asked = self.pack.question[question]
            if asked.kind is not Kind.NUMBER or asked.fixed:
                continue
            item: Item = (question, option)
            mine, theirs = self.sheet, self.other
            for place, lower in enumerate(values[:-1]):
                higher = values[place + 1]
                yield (
                    f"{question} from {lower} to {higher}",
                    z3.And(
                        mine.same_but_for(theirs, frozenset({item})),
                        mine.values[item][lower],
                        theirs.values[item][higher],
                        theirs.less_urgent_than(mine),
                    ),
                )

    def every_disposition_can_be_reached(self) -> Proof:
        """Some complete sheet ends in each disposition that is not below the baseline."""

        def reached() -> Iterator[tuple[str, Any]]:
            for level in Disposition:
                if level < self.pack.baseline:
                    continue
                above = [d for d in Disposition if d > level]
                exact = z3.And(
                    self.sheet.complete(),
                    self.sheet.at_least(level),
                    *(z3.Not(self.sheet.at_least(d)) for d in above[:1]),
                )
                yield level.id, exact

        return self._some_sheet(
            "every_disposition_can_be_reached", reached(), "{} is where no complete sheet ends"
        )

    def every_question_can_matter(self) -> Proof:
        """For each question some sheet exists in which its answer makes a rule fire or not."""

        def mattering() -> Iterator[tuple[str, Any]]:
            for question in self.pack.questions:
                but = frozenset(item for item, _ in items_of(self.pack) if item[0] == question.id)
                rules = dependencies_of(self.pack).rules_on(question.id)
                differ = [
                    z3.And(self.sheet.rule(r, SURE), z3.Not(self.other.rule(r, SURE)))
                    for r in self.pack.rules
                    if r.id in rules
                ]
                yield (
                    question.id,
                    z3.And(self.sheet.same_but_for(self.other, but), z3.Or(*differ)),
                )

        return self._some_sheet(
            "every_question_can_matter", mattering(), "{} makes no rule fire, whatever is answered"
        )

    def every_grade_can_be_reached(self) -> Proof:
        """Some sheet gives each cause at least the lowest grade."""
        lowest = self.pack.grades[0][1] if self.pack.grades else 1
        return self._some_sheet(
            "every_grade_can_be_reached",
            ((cause.id, self.sheet.points(cause.id, lowest)) for cause in self.pack.causes),
            "{} reaches no grade on any sheet",
        )

    def every_exercise_can_be_free(self) -> Proof:
        """Some sheet with an exercise programme holds none of the traits of each exercise."""
        sheet, pack = self.sheet, self.pack

        def free() -> Iterator[tuple[str, Any]]:
            calm = z3.And(sheet.complete(), z3.Not(sheet.at_least(Disposition.SEE_DOCTOR)))
            for exercise in pack.exercises:
                holding = [
                    sheet.rule(rule, EITHER)
                    for rule, then in pack.concluding(Hold)
                    if set(then.traits) & set(exercise.traits)
                ]
                yield exercise.id, z3.And(calm, *(z3.Not(held) for held in holding))

        return self._some_sheet(
            "every_exercise_can_be_free", free(), "{} is held on every sheet with a programme"
        )

    def what_the_pack_promises(self) -> Proof:
        """Each promise of properties.yaml: whenever its condition holds, so does what it says."""
        return self._no_sheet("what_the_pack_promises", safety.broken_promises(self.sheet))

    # -- asking the solver ---------------------------------------------------------------------

    def _bears_on_red_flags(self, question: str) -> bool:
        reached = dependencies_of(self.pack).questions
        return any(question in reached[rule.id] for rule, _ in self.pack.concluding(RedFlag))

    def _ask(self, formula: Any) -> Any:
        """Return a model of a formula over legal sheets, False if none, None if undecided."""
        left = self.ends - self.clock()
        if left <= 0:
            return None
        solver = z3.SolverFor("QF_FD")
        solver.set("timeout", max(1, int(left * 1000)))
        solver.add(*self.sheet.legal, *self.other.legal, formula)
        answer = solver.check()
        if answer == z3.sat:
            return solver.model()
        return False if answer == z3.unsat else None

    def _some_sheet(self, name: str, wanted: Iterator[tuple[str, Any]], lacking: str) -> Proof:
        """Prove that a sheet exists for each formula. What has none is the counterexample.

        `lacking` says of it, in words, that it has none.
        """
        missing, undecided, checks = [], [], 0
        for about, formula in wanted:
            checks += 1
            found = self._ask(formula)
            if found is None:
                undecided.append(about)
            elif found is False:
                missing.append(Counterexample(about=lacking.format(about), answers=None))
        return self._proof(name, checks, missing, undecided)

    def _no_sheet(self, name: str, broken: Any) -> Proof:
        """Prove that no sheet exists for any formula. A sheet that does is the counterexample."""
        found, undecided, checks = [], [], 0
        for about, formula in broken:
            checks += 1
            model = self._ask(formula)
            if model is None:
                undecided.append(about)
            elif model is not False:
                first, second = self.sheet.witness(model), self.other.witness(model)
                if name in OF_ONE_SHEET:
                    found.append(Counterexample(about=about, answers=first))
                elif name == "no_held_exercise_is_offered":
                    found.append(Counterexample(about=about, answers=first, then=second))
                else:
                    found.append(_shortened(about, first, second, self.pack))
        return self._proof(name, checks, found, undecided)

    def _proof(
        self, name: str, checks: int, broken: list[Counterexample], undecided: list[str]
    ) -> Proof:
        excused = {
            exception.item: exception.why
            for exception in self.pack.exceptions
            if exception.property == name
        }
        left = tuple(w for w in broken if not _is_excused(w.about, excused))
        used = tuple((i, why) for i, why in excused.items() if any(_names(w, i) for w in broken))
        outcome = Outcome.HELD
        if left:
            outcome = Outcome.REFUTED
        elif undecided:
            outcome = Outcome.UNFINISHED
        return Proof(
            name=name,
            outcome=outcome,
            checks=checks,
            witnesses=left,
            exceptions=used,
            unfinished=tuple(undecided),
        )


def _shortened(about: str, first: Answers, second: Answers, pack: Pack) -> Counterexample:
    """Return a pair of sheets whose dispositions differ, less every answer that does not matter."""

    def dispositions(*sheets: Answers) -> list[Disposition]:
        return [disposition_of(pack, Valuation(pack, sheet).rules) for sheet in sheets]

    for question in (q.id for q in pack.questions):
        fewer = first.without(question), second.without(question)
        if dispositions(*fewer) == dispositions(first, second):
            first, second = fewer
    return Counterexample(about=about, answers=first, then=second)


def _is(sheet: Sheets, item: Item, value: str) -> Any:
    return sheet.unsure[item] if value == "unsure" else sheet.values[item][value]


def _says_as_much(other: Rule, rule: Rule) -> bool:
    """Say whether another rule's conclusion makes this one's superfluous."""
    if isinstance(rule.then, RedFlag) and isinstance(other.then, RedFlag):
        return (
            other.then.suspect == rule.then.suspect
            and other.then.disposition >= rule.then.disposition
            and other.then.if_unsure >= rule.then.if_unsure
        )
    return other.then == rule.then and type(other.then).__name__ in ("Finding", "Advise", "Add")


def _gainsays(rule: Rule, other: Rule) -> bool:
    """Say whether two rules conclude different things of one and the same matter."""
    match rule.then, other.then:
        case RedFlag(), RedFlag():
            return rule.then.suspect == other.then.suspect and rule.then != other.then
        case Evidence(), Evidence():
            return rule.then.cause == other.then.cause and rule.then != other.then
    return False


def _names(witness: Counterexample, item: str) -> bool:
    return witness.about.split(" ", maxsplit=1)[0].rstrip(":") == item


def _is_excused(about: str, excused: dict[str, str]) -> bool:
    return about.split(" ", maxsplit=1)[0].rstrip(":") in excused
