"""An emergency is found within few screens: 5 for a box that counts alone, 12 for the rest.

A screen is a question that applies, with those that join it, in the pack's order. The first sheet
answers so many screens and nothing else; the second goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.alone_is_enough import alone
from triage.assurance.proofs.properties.shape import Breaks, Kind, Part, Property
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.item import items_of, name_of
from triage.model.question import Question
from triage.model.rule import RedFlag
from triage.model.truth import SURE, Truth

ALONE, TOGETHER = 5, 12
"""The screens within which a box that counts alone, and a combination of answers, are reached."""


def parts(sheet: Sheets, other: Sheets) -> Iterator[Part]:
    """Yield for each box and rule that is an emergency: it comes up after more screens only."""
    pack = sheet.pack
    late = {screens: _late(sheet, other, screens) for screens in (ALONE, TOGETHER)}
    for item, level in alone(pack):
        if level is Disposition.EMERGENCY:
            ticked = z3.And(other.values[item]["yes"], z3.Not(other.inapplicable(*item)))
            is_early = pack.screen[item[0]] < ALONE
            yield Part(
                f"{name_of(item)} after {ALONE} screens",
                z3.BoolVal(False) if is_early else z3.And(late[ALONE], ticked),
                item=name_of(item),
                breaks=_comes_late(ALONE),
            )
    for rule, then in pack.concluding(RedFlag):
        if then.disposition is Disposition.EMERGENCY:
            looked_at = (
                pack.screen[question] for question in dependencies_of(pack).questions[rule.id]
            )
            is_early = max(looked_at, default=0) < TOGETHER
            yield Part(
                f"{rule.id} after {TOGETHER} screens",
                z3.BoolVal(False) if is_early else z3.And(late[TOGETHER], other.rule(rule, SURE)),
                item=rule.id,
                breaks=_comes_late(TOGETHER),
            )


def _late(sheet: Sheets, other: Sheets, screens: int) -> Formula:
    """Return: the first sheet ends after so many screens, with no emergency; the other goes on."""
    applies = [
        z3.Or(*(z3.Not(sheet.inapplicable(*item)) for each in screen for item in items_of(each)))
        for screen in sheet.pack.screens
    ]
    ends = []
    for place in range(screens - 1, len(applies)):
        earlier = [(each, 1) for each in applies[:place]]
        is_last = z3.And(applies[place], z3.PbEq(earlier, screens - 1))
        ends.append(z3.And(is_last, _asked_up_to(sheet, place)))
    is_calm = z3.Not(sheet.at_least(Disposition.EMERGENCY))
    return z3.And(z3.Or(*ends), is_calm, sheet.extended_by(other))


def _asked_up_to(sheet: Sheets, last: int) -> Formula:
    """Return: the screens up to that place are asked, where they apply, and no others."""
    asked = []
    for place, screen in enumerate(sheet.pack.screens):
        for item in (item for question in screen for item in items_of(question)):
            is_asked = sheet.asked[item]
            away = sheet.inapplicable(*item)
            asked.append(z3.Or(away, is_asked) if place <= last else z3.Not(is_asked))
    return z3.And(*asked)


def _comes_late(screens: int) -> Breaks:
    def breaks(first: Assessment, second: Assessment | None) -> bool:
        applying = [
            some
            for screen in first.pack.screens
            if (some := [question for question in screen if _applies(question, first)])
        ]
        answered = [
            question for some in applying for question in some if question.id in first.answers
        ]
        return (
            len(applying) >= screens
            and answered == [question for some in applying[:screens] for question in some]
            and all(first.valuation.is_asked(question) for question in answered)
            and first.disposition < Disposition.EMERGENCY
            and second is not None
            and second.disposition is Disposition.EMERGENCY
        )

    return breaks


def _applies(question: Question, found: Assessment) -> bool:
    return any(found.valuation.applies(*item) is not Truth.NO for item in items_of(question))


PROPERTY = Property(
    name="emergencies_come_up_early",
    claim="An emergency comes up within 12 screens and, where one box is enough, within 5.",
    kind=Kind.NO_PAIR,
    parts=parts,
)
