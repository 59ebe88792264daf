"""Ten faults and more, planted in copies of packs: each is caught, with a witness to read.

The words are those an author sees on the terminal. What edits by the hundred do, and who notices,
is for `triage pack mutate` to say; here are the slips that hurt most.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from tests.assurance.vignettes import vignettes_of
from tests.conftest import OTTAWA
from triage.assurance.checks.remarks import untested, unused
from triage.assurance.cover.cover import cover
from triage.assurance.cover.suggest import Suggester
from triage.assurance.proofs.prove import prove
from triage.assurance.trials.judge import Judge
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.report.documents.prove import proofs_view
from triage.report.formats.render import render_tree
from triage.resources import default_pack_folder
from triage.store.packs import load_vignettes
from triage.store.templates import environment

STARTER = default_pack_folder().parent / "starter_wrist"
FOLDERS = {"back": default_pack_folder(), "ankle": OTTAWA, "wrist": STARTER}


@dataclass(frozen=True, kw_only=True)
class Plant:
    """A slip: in a pack's file, after a passage that says where, something is different."""

    pack: str
    file: str
    after: str
    old: str
    new: str
    also: str = ""  # appended to properties.yaml's promises, which come first in every pack

    def planted(self) -> Pack:
        """Return the pack with the slip."""
        texts = {path.name: path.read_text("utf-8") for path in FOLDERS[self.pack].glob("*.yaml")}
        before, where, rest = texts[self.file].partition(self.after)
        assert where
        assert self.old in rest
        texts[self.file] = before + where + rest.replace(self.old, self.new, 1)
        if self.also:
            texts["properties.yaml"] = texts["properties.yaml"].replace(
                "promises:\n", "promises:\n" + self.also, 1
            )
        return build_pack(texts, self.pack)


def flat(text: str) -> str:
    return " ".join(text.split())


# -- caught by pack prove ----------------------------------------------------------------------

PROVED = {
    "a gap: a sign counts only while the pain is new": (
        Plant(
            pack="back", file="red_flags.yaml", after="id: RF-SADDLE-01",
            old="when: nerve_signs includes saddle",
            new="when:\n      all: [nerve_signs includes saddle, pain_days < 42 days]",
        ),
        "what_the_pack_promises",
        ["A changed feeling where a saddle would touch is always an emergency", "not asked"],
    ),
    "a swapped disposition": (
        Plant(
            pack="back", file="red_flags.yaml", after="id: RF-FEVER-01",
            old="disposition: same_day}\n    if_unsure: see_doctor",
            new="disposition: see_doctor}\n    if_unsure: see_doctor",
        ),
        "what_the_pack_promises",
        ["A fever with back pain is always seen the same day or sooner", "fever"],
    ),
    "a sign taken for another": (
        Plant(
            pack="back", file="red_flags.yaml", after="id: RF-TRAUMA-01",
            old="emergency_signs includes major_accident",
            new="emergency_signs includes fainted",
        ),
        "what_the_pack_promises",
        ["A bad accident is always an emergency", "accident"],
    ),
    "an unsure treated as no": (
        Plant(
            pack="back", file="red_flags.yaml", after="id: RF-LEGWEAK-01",
            old="if_unsure: see_doctor", new="if_unsure: self_care",
            also="  - {id: a_weak_leg_in_doubt, title: A leg that may be weak is seen by a doctor,"
            "\n     when: nerve_signs includes leg_weak, if_unsure: see_doctor}\n",
        ),
        "what_the_pack_promises",
        ["A leg that may be weak is seen by a doctor (not sure)", "not sure"],
    ),
    "an exercise not held": (
        Plant(
            pack="back", file="exercises.yaml", after="id: EX-HOLD-PREGNANT",
            old="hold: [prone, supine, ", new="hold: [supine, ",
            also="  - {id: not_on_the_belly, title: Nobody who is pregnant lies on the belly,\n"
            "     when: pelvic_health includes pregnant, holds: [prone]}\n",
        ),
        "what_the_pack_promises",
        ["Nobody who is pregnant lies on the belly (prone)", "pregnant"],
    ),
    "an unsure that is calmer than a no": (
        Plant(
            pack="ankle", file="red_flags.yaml", after="id: RF-DANGER-01",
            old="when: danger is yes", new="when: danger is not yes",
        ),
        "worse_answers_never_calm",
        ["danger from no to yes", "And then"],
    ),
    "a sign that talks a red flag down": (
        Plant(
            pack="wrist", file="red_flags.yaml", after="id: RF-COLD-01",
            old="when: urgent includes cold",
            new="when: {all: [urgent includes cold, none: [lifting_hurts is yes]]}",
        ),
        "worse_answers_never_calm",
        ["lifting_hurts from no to yes", "And then"],
    ),
    "a threshold turned round": (
        Plant(
            pack="wrist", file="red_flags.yaml", after="id: RF-LONG-01",
            old="days >= 42 days", new="days <= 42 days",
        ),
        "greater_numbers_never_calm",
        ["days from 14 to 43", "And then"],
    ),
    "a threshold off by one": (
        Plant(
            pack="wrist", file="red_flags.yaml", after="id: RF-LONG-01",
            old="days >= 42 days", new="days > 42 days",
            also="  - {id: six_weeks, title: Six weeks are seen by a physio,"
            "\n     when: days >= 42 days, at_least: see_physio}\n",
        ),
        "what_the_pack_promises",
        ["Six weeks are seen by a physio", "42 days"],
    ),
    "a rule that can never fire": (
        Plant(
            pack="wrist", file="red_flags.yaml", after="id: RF-NERVE-01",
            old="when: signs includes night_tingling",
            new="when: {all: [signs includes night_tingling, days < 10 days, days > 20 days]}",
        ),
        "no_rule_is_dead",
        ["RF-NERVE-01 fires on no sheet"],
    ),
    "a shadowed rule": (
        Plant(
            pack="ankle", file="red_flags.yaml", after="rules:\n",
            old="  - id: RF-DANGER-01",
            new="  - {id: RF-CHILD-02, title: Under 10, when: age < 10 years,\n"
            "     then: {suspect: child_injury, disposition: see_doctor}, if_unsure: see_physio,\n"
            "     because: b, sources: [STIELL1994], evidence: study, since: 2026-11-22}\n"
            "  - id: RF-DANGER-01",
        ),
        "no_rule_says_what_another_says",
        ["RF-CHILD-02 without RF-CHILD-01: never does the one fire alone"],
    ),
    "two rules of two minds": (
        Plant(
            pack="ankle", file="red_flags.yaml", after="rules:\n",
            old="  - id: RF-DANGER-01",
            new="  - {id: RF-CHILD-02, title: Not yet 18, when: age <= 17 years,\n"
            "     then: {suspect: child_injury, disposition: same_day}, if_unsure: self_care,\n"
            "     because: b, sources: [STIELL1994], evidence: study, since: 2026-11-22}\n"
            "  - id: RF-DANGER-01",
        ),
        "no_rules_contradict",
        ["RF-CHILD-02 and RF-CHILD-01 go together always, and say different things"],
    ),
    "a cause out of reach": (
        Plant(
            pack="ankle", file="causes.yaml", after="rules:\n",
            old="- cannot_bear_weight is no",
            new="- cannot_bear_weight is no\n        - cannot_bear_weight is yes",
        ),
        "every_grade_can_be_reached",
        ["weak_ankle reaches no grade on any sheet"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", PROVED)
def test_a_slip_is_caught_by_the_proof(slip: str) -> None:
    """The property is refuted, and the terminal shows on which answers."""
    plant, name, said = PROVED[slip]
    report = prove(plant.planted(), time.monotonic, only=[name])
    shown = flat(render_tree(proofs_view(report), "proofs.md.j2", environment("text")))
    assert "REFUTED" in shown
    for words in said:
        assert words in shown


@pytest.mark.parametrize("slip", PROVED)
def test_without_the_slip_the_same_proof_holds(slip: str) -> None:
    """It is the slip that is caught, not something that was there before."""
    plant, name, _ = PROVED[slip]
    sound = Plant(
        pack=plant.pack, file=plant.file, after=plant.after, old=plant.old, new=plant.old,
        also=plant.also,
    )  # fmt: skip
    assert prove(sound.planted(), time.monotonic, only=[name]).is_proven


# -- caught by pack check ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def vignettes(back_pain: Pack) -> tuple[Vignette, ...]:
    """The vignettes of the shipped pack."""
    return load_vignettes(back_pain, None)


def test_a_red_flag_moved_by_years_is_caught_by_the_check(
    back_pain: Pack, vignettes: tuple[Vignette, ...]
) -> None:
    """No vignette is on each side of the new threshold."""
    plant = Plant(
        pack="back", file="red_flags.yaml", after="rules:\n", old="age >= 70 years",
        new="age >= 77 years",
    )  # fmt: skip
    new = {str(r) for r in untested(plant.planted(), vignettes, ())} - {
        str(r) for r in untested(back_pain, vignettes, ())
    }
    assert [r for r in new if "no vignette that names it has age at" in r and "77" in r]


def test_a_hold_on_the_wrong_box_is_caught_by_the_check(back_pain: Pack) -> None:
    """Who has a sore knee is asked about it for nothing: no exercise is held for it."""
    plant = Plant(
        pack="back", file="exercises.yaml", after="id: EX-HOLD-KNEE",
        old="daily_life includes sore_knee", new="daily_life includes sore_wrist",
    )  # fmt: skip
    new = {str(r) for r in unused(plant.planted())} - {str(r) for r in unused(back_pain)}
    assert [r for r in new if "daily_life.sore_knee: no rule looks at this box" in r]


# -- caught by pack cover ------------------------------------------------------------------------


def test_a_clause_without_a_vignette_is_caught_by_the_coverage(
    vignettes: tuple[Vignette, ...],
) -> None:
    """No vignette makes it decide, and the sheet that would close the gap is suggested."""
    plant = Plant(
        pack="back", file="red_flags.yaml", after="id: RF-FEVER-01",
        old="when: body_signs includes fever",
        new="when:\n      any: [body_signs includes fever, history includes cancer]",
    )  # fmt: skip
    pack = plant.planted()
    about = [v for v in vignettes if "RF-FEVER-01" in (*v.expect.fires, *v.expect.silent)]
    found = cover(pack, about, [pack.rule["RF-FEVER-01"]])
    assert not found.is_full
    suggested = Suggester(Judge(pack), about).suggest(found)
    sheets = {s.clause.literal.text: s.assessment.answers for s in suggested.sheets}
    assert sheets["history includes cancer"].get("history") is not None


def test_a_threshold_off_by_one_is_caught_by_the_coverage(ottawa: Pack) -> None:
    """The vignette of the 17-year-old is not met any more, so no vignette makes the rule fire."""
    plant = Plant(
        pack="ankle", file="red_flags.yaml", after="id: RF-CHILD-01",
        old="age < 18 years", new="age < 17 years",
    )  # fmt: skip
    fires = []
    for pack in (ottawa, plant.planted()):
        (rule,) = cover(pack, vignettes_of(pack), [pack.rule["RF-CHILD-01"]]).rules
        fires.append(rule.fires)
    assert fires == ["child.elsewhere", None]
