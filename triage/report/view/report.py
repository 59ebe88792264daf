"""Assessment -> the plain tree of `shape`, with every section a report can show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from triage import __version__
from triage.explain.change import Change, Edit, smallest_changes
from triage.explain.safety_net import Alarm, safety_net
from triage.explain.statements import Statement, number_text, state, words_for
from triage.explain.why import Argument, Why
from triage.explain.why_not import Verdict, judge
from triage.interview.next import worth_asking
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Sheet, Tick, Ticks
from triage.model.assessment import Assessment, FlagState, HeldTrait
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    RedFlag,
    Rule,
)
from triage.model.truth import Truth
from triage.model.valuation import Standing, Valuation, standing_of
from triage.programme.calendar import session_exercises
from triage.programme.plan import Choice, Programme
from triage.report.view.pictures import body_map_view, figures_view
from triage.report.view.prooftree import proof_tree

if TYPE_CHECKING:
    from triage.report.view.shape import (
        AdviceView,
        AlarmView,
        AnswerView,
        ArgumentView,
        BlockedView,
        BoxView,
        CalendarView,
        CauseView,
        ChangeView,
        DispositionView,
        DosageView,
        EditView,
        ExerciseView,
        FiringView,
        FlagView,
        HoldView,
        PackView,
        ProgrammeView,
        QuestionView,
        ReportView,
        SafetyNetView,
        SheetView,
        SourceView,
        StatementView,
        SuspectView,
        UnaskedView,
        VerdictView,
    )

SCHEMA = "triage-report/1"
"""The version of the tree. Within a version keys are added, never changed."""
_FEW = 3
_TRIES = 300
_STATES = (FlagState.RAISED, FlagState.UNSURE, FlagState.OPEN, FlagState.NOT_MET)


def view(
    assessment: Assessment,
    programme: Programme,
    sheet: Sheet,
    today: date,
    *,
    is_brief: bool = False,
) -> ReportView:
    """Return everything a report can show of one assessed runner.

    The date of the report is the sheet's own, else `today`; `today` also tells whether the pack's
    review is overdue. A brief one leaves out what no report in a terminal shows: the drawings of
    exercises, and the rules that did not fire.
    """
    return _Viewer(assessment, programme, sheet, today, is_brief).report()


class _Viewer:
    def __init__(
        self,
        assessment: Assessment,
        programme: Programme,
        sheet: Sheet,
        today: date,
        is_brief: bool,
    ) -> None:
        self.assessment = assessment
        self.pack = assessment.pack
        self.programme = programme
        self.sheet = sheet
        self.today = today
        self.is_brief = is_brief
        self.valuation = Valuation(assessment.pack, assessment.answers)
        self.why = Why(assessment)

    def report(self) -> ReportView:
        assessment, pack = self.assessment, self.pack
        questions = pack.question
        report: ReportView = {
            "schema": SCHEMA,
            "software": {"name": "triage", "version": __version__},
            "pack": pack_view(pack, self.today),
            "runner": self.sheet.runner,
            "date": (self.sheet.date or self.today).isoformat(),
            "disposition": disposition_view(assessment.disposition, pack),
            "ceiling": disposition_view(assessment.ceiling, pack),
            "is_complete": assessment.complete,
            "unsettled": [question_view(questions[id]) for id in assessment.unsettled],
            "flags": self._flags(),
            "proof": self._proof(),
            "body_map": body_map_view(pack, assessment.answers),
            "safety_net": self._safety_net(),
            "suspects": self._suspects(),
            "causes": self._causes(),
            "advice": self._advice(),
            "held": [hold_view(held, assessment) for held in assessment.held],
            "programme": self._programme(),
            "changes": self._changes(),
            "answers": [self._answer(question) for question in pack.questions],
            "unasked": self._unasked(),
            "dropped": [question_view(questions[id]) for id in assessment.dropped],
            "trace": self._trace(),
            "blocked": [] if self.is_brief else self._blocked(),
            "sources": [],
            "sheet": sheet_view(self.sheet, pack),
        }
        report["sources"] = self._sources(report)
        return report

    def _flags(self) -> list[FlagView]:
        flags: list[FlagView] = []
        for flag in self.assessment.flags:
            then = flag.rule.then
            if flag.counts is None or not isinstance(then, RedFlag):
                continue
            suspect = self.pack.suspect[then.suspect]
            argument = argument_view(self.why.rule(flag.rule))
            flags.append(
                {
                    "suspect": suspect.id,
                    "label": suspect.label,
                    "explain": suspect.explain or "",
                    "state": flag.state.value,
                    "disposition": flag.counts.id,
                    "argument": argument,
                    "unsure": [a for a in argument["answers"] if a["standing"] == "unsure"],
                }
            )
        return sorted(flags, key=lambda flag: -Disposition.named(flag["disposition"]))

    def _proof(self) -> str:
        title = self.pack.wordings[self.assessment.disposition].title
        return proof_tree(title, [argument_view(a) for a in self.why.disposition()])

    def _safety_net(self) -> list[SafetyNetView]:
        alarms = safety_net(self.assessment)
        levels = sorted({alarm.disposition for alarm in alarms}, reverse=True)
        return [
            {
                "disposition": level.id,
                "title": self.pack.wordings[level].title,
                "how_soon": self.pack.wordings[level].how_soon,
                "alarms": [_alarm_view(a) for a in alarms if a.disposition is level],
            }
            for level in levels
        ]

    def _suspects(self) -> list[SuspectView]:
        suspects: list[SuspectView] = []
        for suspect in self.pack.suspects:
            flags = [
                flag
                for flag in self.assessment.flags
                if isinstance(flag.rule.then, RedFlag) and flag.rule.then.suspect == suspect.id
            ]
            if not flags:
                continue
            reach = [flag.could_reach for flag in flags if flag.could_reach is not None]
            suspects.append(
                {
                    "id": suspect.id,
                    "label": suspect.label,
                    "explain": suspect.explain or "",
                    "state": min((flag.state for flag in flags), key=_STATES.index).value,
                    "could_reach": max(reach).id if reach else None,
                    "answers": self._answers_behind(flag.rule for flag in flags),
                }
            )
        return suspects

    def _answers_behind(self, rules: Iterable[Rule]) -> list[StatementView]:
        """Return the answers that rules look at directly, each once, in asking order."""
        found: dict[tuple[str, str | None], StatementView] = {}
        for rule in rules:
            for literal in rule.when.literals():
                statement = statement_view(state(literal, self.valuation))
                if statement["about"] == "answer":
                    found.setdefault((statement["name"], statement["option"]), statement)
        order = {question.id: place for place, question in enumerate(self.pack.questions)}
        return sorted(found.values(), key=lambda statement: order[statement["name"]])

    def _causes(self) -> list[CauseView]:
        causes: list[CauseView] = []
        if self.assessment.disposition > HIGHEST_WITH_PROGRAMME:
            return causes
        for result in self.assessment.causes:
            if result.grade is None:
                continue
            cause = self.pack.cause[result.cause]
            causes.append(
                {
                    "id": cause.id,
                    "label": cause.label,
                    "explain": cause.explain,
                    "grade": result.grade,
                    "points": result.points,
                    "strength": cause.strength,
                    "note": cause.note,
                    "arguments": [argument_view(a) for a in self.why.cause(cause.id)],
                    "exercises": [
                        self.pack.exercise[c.exercise.id].name
                        for c in self.programme.offered
                        if cause.id in c.exercise.causes
                    ],
                    "sources": list(cause.sources),
                }
            )
        return causes

    def _advice(self) -> list[AdviceView]:
        """Return the advice that is still right at the most urgent disposition it could become."""
        given: list[AdviceView] = []
        for id in self.assessment.advice:
            item = self.pack.advice_item[id]
            if item.up_to < self.assessment.ceiling:
                continue
            firing = next(f for f in self.assessment.trace if f.rule.then == Advise(id))
            given.append(
                {
                    "id": item.id,
                    "label": item.label,
                    "text": item.text,
                    "kind": item.kind,
                    "for_cause": item.for_cause,
                    "because": firing.rule.because,
                    "rule": firing.rule.id,
                    "sources": list(item.sources),
                }
            )
        return given

    def _programme(self) -> ProgrammeView:
        dosage, withheld = self.programme.dosage, self.programme.withheld
        shown: DosageView | None = None
        if dosage is not None:
            shown = {
                "first": dosage.first,
                "sets": dosage.sets,
                "repetitions_min": dosage.repetitions_min,
                "repetitions_max": dosage.repetitions_max,
                "progression": dosage.progression,
                "flexibility": dosage.flexibility,
                "runs": dosage.runs,
                "stop_rule": dosage.stop_rule,
                "weeks": list(dosage.weeks),
            }
        return {
            "withheld": withheld.value if withheld else None,
            "dosage": shown,
            "calendar": calendar_view(self.programme),
            "exercises": [
                exercise_view(choice, self.assessment, with_pictures=not self.is_brief)
                for choice in self.programme.choices
            ],
        }

    def _answer(self, question: Question) -> AnswerView:
        answer = self.assessment.answers.get(question.id)
        standing = self.valuation.standing(question.id)
        boxes: list[BoxView] = []
        if question.kind is Kind.CHECKLIST:
            ticks = answer if isinstance(answer, Ticks) else Ticks(())
            for option in question.options:
                tick = ticks.get(option.id)
                boxes.append(
                    {
                        "option": option.id,
                        "label": option.label,
                        "answer": tick.value if tick else None,
                    }
                )
            if boxes and all(box["answer"] == "unsure" for box in boxes):
                standing = Standing.UNSURE
        return {
            "question": question.id,
            "label": question.label,
            "text": question.text,
            "is_fixed": question.fixed,
            "standing": standing.value,
            "answer": _answer_text(question, answer),
            "words": words_for(question, answer),
            "boxes": boxes,
        }

    def _changes(self) -> list[ChangeView]:
        """Return the smallest changes that would calm a middling disposition, a few of each reach.

        None from same day up: whoever should be seen today should not look for a way around it.
        None of an assessment that is not complete: calmer than a lower bound says nothing.
        """
        now = self.assessment.disposition
        is_middling = Disposition.SEE_PHYSIO <= now <= Disposition.SEE_DOCTOR
        if not (is_middling and self.assessment.complete):
            return []
        for wanted in sorted(Disposition, reverse=True):
            if wanted < now:
                found = smallest_changes(self.assessment, wanted, most_tries=_TRIES).found
                title, answers = self.pack.wordings[wanted].title, self.assessment.answers
                shown = [change_view(change, answers, title) for change in found]
                if shown:
                    in_reach = [change for change in shown if change["reach"] == "runner"]
                    others = [change for change in shown if change["reach"] != "runner"]
                    return in_reach[:_FEW] + others[:_FEW]
        return []

    def _unasked(self) -> list[UnaskedView]:
        mattering = {ask.question.id for ask in worth_asking(self.valuation)}
        unasked: list[UnaskedView] = []
        for question in self.pack.questions:
            standing = self.valuation.standing(question.id)
            if standing is Standing.NOT_APPLICABLE:
                reason = "does_not_apply"
            elif standing is Standing.NOT_ASKED:
                reason = "open" if question.id in mattering else "could_not_matter"
            else:
                continue
            unasked.append({"question": question.id, "label": question.label, "reason": reason})
        return unasked

    def _trace(self) -> list[FiringView]:
        return [
            {
                "step": firing.step,
                "rule": firing.rule.id,
                "title": firing.rule.title,
                "because": firing.rule.because,
                "conclusion": conclusion_view(firing.rule.then),
                "matches": [
                    {"met_by": [statement_view(state(x, self.valuation)) for x in match.met_by]}
                    for match in firing.matches
                ],
                "sources": list(firing.rule.sources),
                "strength": firing.rule.strength.value,
                "since": firing.rule.since.isoformat(),
            }
            for firing in self.assessment.trace
        ]

    def _blocked(self) -> list[BlockedView]:
        blocked: list[BlockedView] = []
        for flag in self.assessment.flags:
            then = flag.rule.then
            if flag.state is FlagState.RAISED or not isinstance(then, RedFlag):
                continue
            verdict = judge(flag.rule, self.valuation)
            blocked.append(
                {
                    "rule": flag.rule.id,
                    "title": flag.rule.title,
                    "suspect": then.suspect,
                    "disposition": then.disposition.id,
                    "state": flag.state.value,
                    "clauses": [
                        verdict_view(clause)
                        for clause in verdict.clauses
                        if clause.truth is not Truth.YES
                    ],
                }
            )
        return blocked

    def _sources(self, report: ReportView) -> list[SourceView]:
        """Return the sources of everything the report shows, in the pack's order."""
        shown: set[str] = set()
        for firing in report["trace"]:
            shown.update(firing["sources"])
        for flag in report["flags"]:
            shown.update(flag["argument"]["sources"])
        for cause in report["causes"]:
            shown.update(cause["sources"])
        for item in report["advice"]:
            shown.update(item["sources"])
        for exercise in report["programme"]["exercises"]:
            if exercise["is_in"]:
                shown.update(exercise["sources"])
        return sources_view(self.pack, shown)


def calendar_view(programme: Programme) -> CalendarView | None:
    """Return the programme as weeks of sessions, or None where there is none to be had."""
    dosage, exercises = programme.dosage, session_exercises(programme)
    if dosage is None or not dosage.calendar or not exercises:
        return None
    return {
        "weeks": [
            {
                "note": note,
                "sessions_min": week.sessions_min,
                "sessions_max": week.sessions_max,
                "sets_min": week.sets_min,
                "sets_max": week.sets_max,
                "repetitions_min": week.repetitions_min,
                "repetitions_max": week.repetitions_max,
            }
            for note, week in zip(dosage.weeks, dosage.calendar, strict=True)
        ],
        "exercises": [{"id": exercise.id, "name": exercise.name} for exercise in exercises],
    }


def exercise_view(
    choice: Choice, assessment: Assessment, *, with_pictures: bool = True
) -> ExerciseView:
    """Return an exercise, in or out, with its reasons."""
    exercise, pack = choice.exercise, assessment.pack
    return {
        "id": exercise.id,
        "name": exercise.name,
        "kind": exercise.kind.value,
        "side": exercise.side.value,
        "aim": exercise.aim,
        "cues": list(exercise.cues),
        "dose": exercise.dose,
        "stop_rule": exercise.stop_rule,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "note": exercise.note,
        "causes": [pack.cause[cause].label for cause in exercise.causes],
        "is_in": choice.is_in,
        "reason": choice.reason.value,
        "holds": [hold_view(held, assessment) for held in choice.holds],
        "added_by": choice.rule,
        "variant_of": pack.exercise[exercise.variant_of].name if exercise.variant_of else None,
        "use_when": exercise.use_when.value if exercise.use_when else None,
        "figures": figures_view(exercise) if choice.is_in and with_pictures else [],
        "sources": list(exercise.sources),
    }


def hold_view(held: HeldTrait, assessment: Assessment) -> HoldView:
    """Return what holds a trait; of a hold that is not ruled out, the answers missing."""
    unknown: list[StatementView] = []
    if held.truth is Truth.UNKNOWN:
        answers = argument_view(Why(assessment).rule(held.rule))["answers"]
        unknown = [a for a in answers if a["standing"] in ("unsure", "not_asked")]
    return {
        "trait": held.trait,
        "label": assessment.pack.trait[held.trait].label,
        "rule": held.rule.id,
        "because": held.rule.because,
        "truth": held.truth.value,
        "unknown": unknown,
    }


def sources_view(pack: Pack, keys: Iterable[str]) -> list[SourceView]:
    """Return the sources of these keys, in the pack's order."""
    shown = set(keys)
    return [
        {
            "key": source.key,
            "citation": source.citation,
            "url": source.url,
            "year": source.year,
            "kind": source.kind,
            "read": source.read,
            "was_read": source.was_read,
        }
        for source in pack.sources.values()
        if source.key in shown
    ]


def pack_view(pack: Pack, today: date) -> PackView:
    """Return what a reader needs to know of a pack."""
    return {
        "id": pack.id,
        "version": pack.version,
        "date": pack.date.isoformat(),
        "title": pack.title,
        "language": pack.language,
        "digest": pack.digest,
        "authors": list(pack.authors),
        "review_by": pack.review_by.isoformat(),
        "review_status": pack.review_status,
        "is_stale": today > pack.review_by,
        "intended_use": pack.intended_use,
        "limits": list(pack.limits),
        "privacy": pack.privacy,
        "stop_notice": pack.stop_notice,
    }


def disposition_view(disposition: Disposition, pack: Pack) -> DispositionView:
    """Return a disposition in the pack's words."""
    wording = pack.wordings[disposition]
    return {
        "id": disposition.id,
        "level": int(disposition),
        "title": wording.title,
        "do_first": wording.do_first,
        "contact": wording.contact,
        "how_soon": wording.how_soon,
        "check_again": wording.check_again,
    }


def question_view(question: Question) -> QuestionView:
    """Return a question by its id, text and label."""
    return {"id": question.id, "text": question.text, "label": question.label}


def statement_view(statement: Statement) -> StatementView:
    """Return a statement as plain text."""
    return {
        "about": statement.about.value,
        "name": statement.name,
        "option": statement.option,
        "subject": statement.subject,
        "words": statement.words,
        "standing": statement.standing.value,
        "truth": statement.truth.value,
        "condition": statement.literal.text,
        "is_negated": statement.literal.flipped,
    }


def argument_view(argument: Argument) -> ArgumentView:
    """Return an argument as a plain tree."""
    rule = argument.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "because": rule.because,
        "step": argument.step,
        "statements": [statement_view(statement) for statement in argument.statements],
        "answers": [statement_view(statement) for statement in argument.answers],
        "parts": [argument_view(part) for part in argument.parts],
        "sources": list(rule.sources),
        "strength": rule.strength.value,
    }


def verdict_view(verdict: Verdict) -> VerdictView:
    """Return a verdict as a plain tree."""
    return {
        "truth": verdict.truth.value,
        "statement": statement_view(verdict.statement) if verdict.statement else None,
        "needed": verdict.needed,
        "parts": [verdict_view(part) for part in verdict.parts],
    }


def conclusion_view(then: Conclusion) -> dict[str, str | int | list[str]]:
    """Return a conclusion as the pack writes it."""
    match then:
        case Finding(finding):
            return {"finding": finding}
        case RedFlag(suspect, disposition):
            return {"suspect": suspect, "disposition": disposition.id}
        case Evidence(cause, points):
            return {"cause": cause, "points": points}
        case Advise(advice):
            return {"advise": advice}
        case Hold(traits):
            return {"hold": list(traits)}
        case Add(exercise):
            return {"add": exercise}


def sheet_view(sheet: Sheet, pack: Pack) -> SheetView:
    """Return the answers as they would be written on a sheet, in the pack's order."""
    given, tried = sheet.answers.given, sheet.tried
    return {
        "answers": {q.id: sheet_answer(given[q.id]) for q in pack.questions if q.id in given},
        "tried": {e.id: "yes" if tried[e.id] else "no" for e in pack.exercises if e.id in tried},
    }


def sheet_answer(answer: Answer) -> str | dict[str, str]:
    """Return an answer as it would be written on a sheet."""
    if isinstance(answer, Ticks):
        return {option: tick.value for option, tick in answer.boxes}
    if isinstance(answer, Decimal):
        return number_text(answer)
    return "unsure" if answer is UNSURE_ANSWER else str(answer)


def change_view(change: Change, answers: Answers, leads_to: str) -> ChangeView:
    """Return one change in the pack's words, and the title of what it leads to."""
    return {
        "edits": [_edit_view(edit, answers) for edit in change.edits],
        "reach": "nobody" if change.is_fixed else "runner" if change.is_in_reach else "other",
        "leads_to": leads_to,
        "is_complete": change.is_complete,
    }


def _edit_view(edit: Edit, answers: Answers) -> EditView:
    question, option = edit.question, edit.option
    answer = edit.value
    if option is None:
        words = words_for(question, answer)
    else:
        words = words_for(question, Ticks(((option, Tick(answer)),)), option)
    return {
        "question": question.id,
        "option": option,
        "value": str(answer),
        "label": question.option(option).label if option else question.label,
        "words": words or "",
        "now": words_for(question, answers.get(question.id), option),
    }


def answer_line(question: Question, answer: Answer | None) -> dict[str, object]:
    """Return one answer as a line of a summary: its label, how it stands, and what was said.

    `doubts` are the boxes of a checklist that the runner was not sure of.
    """
    said: list[str] = []
    doubts: list[str] = []
    standing = standing_of(answer)
    if isinstance(answer, Ticks):
        said = [o.label for o in question.options if answer.get(o.id) is Tick.YES]
        doubts = [o.label for o in question.options if answer.get(o.id) is Tick.UNSURE]
        if len(doubts) == len(question.options):
            standing = Standing.UNSURE
    elif (text := _answer_text(question, answer)) is not None:
        said = [text]
    return {"label": question.label, "standing": standing.value, "said": said, "doubts": doubts}


def _alarm_view(alarm: Alarm) -> AlarmView:
    return {
        "question": alarm.question.id,
        "option": alarm.option,
        "words": alarm.words,
        "rules": [rule.id for rule in alarm.rules],
        "because": alarm.rules[0].because,
    }


def _answer_text(question: Question, answer: Answer | None) -> str | None:
    if isinstance(answer, Decimal) and question.span is not None:
        return f"{number_text(answer)} {question.span.unit}"
    if isinstance(answer, str):
        return question.option(answer).label
    return None
