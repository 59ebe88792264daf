"""Changes: the fewest changed answers that would lead to a calmer result."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.change import Change, Edit, smallest_changes
from triage.explain.statements import words_for
from triage.model.answers import Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition

_FEW = 3
_TRIES = 300


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


def changes_view(assessment: Assessment) -> list[ChangeView]:
    """Return the smallest changes that would calm a middling disposition, a few of each reach.

    None from same day up: whoever should be seen today should not look for a way around it.
    None of an assessment that is not complete: calmer than a lower bound says nothing.
    """
    now = assessment.disposition
    is_middling = Disposition.SEE_PHYSIO <= now <= Disposition.SEE_DOCTOR
    if not (is_middling and assessment.complete):
        return []
    for wanted in sorted(Disposition, reverse=True):
        if wanted < now:
            found = smallest_changes(assessment, wanted, most_tries=_TRIES).found
            title, answers = assessment.pack.wordings[wanted].title, assessment.answers
            shown = [change_view(change, answers, title) for change in found]
            if shown:
                in_reach = [change for change in shown if change["reach"] == "runner"]
                others = [change for change in shown if change["reach"] != "runner"]
                return in_reach[:_FEW] + others[:_FEW]
    return []


def why_no_changes(assessment: Assessment, changes: list[ChangeView]) -> str | None:
    """Return why no change is shown: be_seen, unfinished, calmest or none_found. None if some are.

    Whoever should be seen today is not shown a way around it, whatever else is open.
    """
    if changes:
        return None
    if assessment.disposition >= Disposition.SAME_DAY:
        return "be_seen"
    if not assessment.complete:
        return "unfinished"
    return "calmest" if assessment.disposition is min(Disposition) else "none_found"


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
