"""The plain tree a report is made of: what templates read and the JSON report holds.

Everything is text, a number, a list or a mapping. Words come from the pack; what has no words of
its own is an id (`unsure`, `next`, `emergency`) that a template words, so that a translation needs
no change here. The tree is versioned by `view.SCHEMA`: within a version keys are added, never
changed. docs/schema/report.schema.json is generated from these types.
"""

from __future__ import annotations

from typing import TypedDict


class SoftwareView(TypedDict):
    """The software that made the report."""

    name: str
    version: str


class PackView(TypedDict):
    """The pack the report rests on. `is_stale` says that its review date has passed."""

    id: str
    version: str
    date: str
    title: str
    language: str
    digest: str
    authors: list[str]
    review_by: str
    review_status: str
    is_stale: bool
    intended_use: str
    limits: list[str]
    privacy: str
    stop_notice: str


class DispositionView(TypedDict):
    """A disposition: `level` from 0 (self-care) to 4 (emergency), and the pack's words for it."""

    id: str
    level: int
    title: str
    do_first: str
    contact: str
    how_soon: str
    check_again: str


class StatementView(TypedDict):
    """One literal. `words` is None while it is unknown; then `standing` says why.

    `about` is answer, finding or cause; `standing` answered, unsure, not_asked or not_applicable;
    `truth` yes, no or unknown; `condition` the author's atom, `is_negated` whether it was negated.
    """

    about: str
    name: str
    option: str | None
    subject: str
    words: str | None
    standing: str
    truth: str
    condition: str
    is_negated: bool


class ArgumentView(TypedDict):
    """A rule, the statements that made it hold, and the arguments for findings among them."""

    rule: str
    title: str
    because: str
    step: int | None
    statements: list[StatementView]
    answers: list[StatementView]
    parts: list[ArgumentView]
    sources: list[str]
    strength: str


class FlagView(TypedDict):
    """A red flag that counts: `state` is raised or unsure.

    The argument's `because` speaks of a flag that is raised; of an unsure one, `unsure` lists the
    answers the runner was not sure of.
    """

    suspect: str
    label: str
    explain: str
    state: str
    disposition: str
    argument: ArgumentView
    unsure: list[StatementView]


class SuspectView(TypedDict):
    """What became of looking for one suspect: raised, unsure, open or not_met.

    `answers` are the runner's answers its rules look at, in asking order.
    """

    id: str
    label: str
    explain: str
    state: str
    could_reach: str | None
    answers: list[StatementView]


class QuestionView(TypedDict):
    """A question by its id, full text and short label."""

    id: str
    text: str
    label: str


class AlarmView(TypedDict):
    """One answer that would raise the disposition."""

    question: str
    option: str | None
    words: str
    rules: list[str]
    because: str


class SafetyNetView(TypedDict):
    """The answers that would raise the disposition to one level."""

    disposition: str
    title: str
    how_soon: str
    alarms: list[AlarmView]


class CauseView(TypedDict):
    """A likely or possible cause, with the arguments for it."""

    id: str
    label: str
    explain: str
    grade: str
    points: int
    strength: str
    note: str
    arguments: list[ArgumentView]
    exercises: list[str]
    sources: list[str]


class AdviceView(TypedDict):
    """An advice item and the first rule that gave it."""

    id: str
    label: str
    text: str
    kind: str
    for_cause: str | None
    because: str
    rule: str
    sources: list[str]


class HoldView(TypedDict):
    """What holds an exercise: a trait and the rule; `truth` is yes, or unknown: not ruled out.

    `because` speaks of a hold that is yes; of an unknown one, `unknown` lists the answers missing.
    """

    trait: str
    label: str
    rule: str
    because: str
    truth: str
    unknown: list[StatementView]


class FigureView(TypedDict):
    """One drawing of an exercise: its caption, what it shows, and an SVG."""

    label: str
    shows: str
    svg: str


class BodyMapView(TypedDict):
    """Where the runner said it hurts: in words, and marked on an SVG of front and back."""

    places: list[str]
    svg: str


class ExerciseView(TypedDict):
    """An exercise, in or out, and why. `reason` is one of programme.plan.Reason.

    `figures` are its drawings in order, where it is in and the pack has poses for it.
    """

    id: str
    name: str
    kind: str
    side: str
    aim: str
    cues: list[str]
    dose: str
    stop_rule: str
    easier: str | None
    harder: str | None
    note: str | None
    causes: list[str]
    is_in: bool
    reason: str
    holds: list[HoldView]
    added_by: str | None
    variant_of: str | None
    use_when: str | None
    figures: list[FigureView]
    sources: list[str]


class DosageView(TypedDict):
    """How the programme is done."""

    first: int
    sets: int
    repetitions_min: int
    repetitions_max: int
    progression: str
    flexibility: str
    runs: str
    stop_rule: str
    weeks: list[str]


class WeekView(TypedDict):
    """One week of the calendar, in words and in numbers."""

    note: str
    sessions_min: int
    sessions_max: int
    sets_min: int
    sets_max: int
    repetitions_min: int
    repetitions_max: int


class SessionExerciseView(TypedDict):
    """An exercise that every session has."""

    id: str
    name: str


class CalendarView(TypedDict):
    """The programme as weeks of sessions, each with the same exercises."""

    weeks: list[WeekView]
    exercises: list[SessionExerciseView]


class ProgrammeView(TypedDict):
    """The whole catalogue in order, and why there is no programme, if so.

    `calendar` is None without a programme, and where the pack gives no weeks in numbers.
    """

    withheld: str | None
    dosage: DosageView | None
    calendar: CalendarView | None
    exercises: list[ExerciseView]


class AnswerView(TypedDict):
    """One question as it was answered.

    `standing` is answered, unsure, not_asked or not_applicable; `boxes` are those of a checklist;
    `is_fixed` says that it cannot newly come about (age, history).
    """

    question: str
    label: str
    text: str
    is_fixed: bool
    standing: str
    answer: str | None
    words: str | None
    boxes: list[BoxView]


class BoxView(TypedDict):
    """One box of a checklist: `answer` is yes, no, unsure or None for not asked."""

    option: str
    label: str
    answer: str | None


class MatchView(TypedDict):
    """One clause of a fired rule and the literals that met it."""

    met_by: list[StatementView]


class FiringView(TypedDict):
    """One firing of the trace."""

    step: int
    rule: str
    title: str
    because: str
    conclusion: dict[str, str | int | list[str]]
    matches: list[MatchView]
    sources: list[str]
    strength: str
    since: str


class VerdictView(TypedDict):
    """What became of one condition: a statement, or `needed` of its parts."""

    truth: str
    statement: StatementView | None
    needed: int
    parts: list[VerdictView]


class BlockedView(TypedDict):
    """A red-flag rule that did not fire, clause by clause."""

    rule: str
    title: str
    suspect: str
    disposition: str
    state: str
    clauses: list[VerdictView]


class SourceView(TypedDict):
    """A source the report rests on. `was_read` is False where its authors did not read it."""

    key: str
    citation: str
    url: str | None
    year: str | None
    kind: str
    read: str
    was_read: bool


class SheetView(TypedDict):
    """The answers as a sheet, so that the report can be replayed."""

    answers: dict[str, str | dict[str, str]]
    tried: dict[str, str]


class EditView(TypedDict):
    """One answer given otherwise, in the pack's words."""

    question: str
    option: str | None
    value: str
    label: str
    words: str
    now: str | None


class ChangeView(TypedDict):
    """One smallest change. `reach` is runner, nobody or other: who could bring it about.

    `leads_to` is the title of the disposition it leads to, which is a lower bound where it is not
    `is_complete`: it opens questions that were not asked.
    """

    edits: list[EditView]
    reach: str
    leads_to: str
    is_complete: bool


class UnaskedView(TypedDict):
    """A question that was not asked. `reason` is open, could_not_matter or does_not_apply."""

    question: str
    label: str
    reason: str


class ReportView(TypedDict):
    """The whole report. `disposition` is a lower bound while `is_complete` is False.

    `proof` is an SVG of what the disposition rests on, empty when no rule asks for more; `body_map`
    is None where no answer names a place on the body.
    """

    schema: str
    software: SoftwareView
    pack: PackView
    runner: str | None
    date: str
    disposition: DispositionView
    ceiling: DispositionView
    is_complete: bool
    unsettled: list[QuestionView]
    flags: list[FlagView]
    proof: str
    body_map: BodyMapView | None
    safety_net: list[SafetyNetView]
    suspects: list[SuspectView]
    causes: list[CauseView]
    advice: list[AdviceView]
    held: list[HoldView]
    programme: ProgrammeView
    changes: list[ChangeView]
    answers: list[AnswerView]
    unasked: list[UnaskedView]
    dropped: list[QuestionView]
    trace: list[FiringView]
    blocked: list[BlockedView]
    sources: list[SourceView]
    sheet: SheetView
