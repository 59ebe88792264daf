"""What an edit means is found over every sheet, with a witness that can be run."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.assurance.vignettes import vignettes_of
from tests.conftest import OTTAWA
from tests.knowledge.small import BODY_MAP, small_texts
from tests.strategies import answers, fewer, pack_texts
from triage.assurance.diff.changes import Edit
from triage.assurance.diff.diff import PackDiff, Terms
from triage.assurance.diff.diff import diff as compare
from triage.assurance.diff.space import admitted
from triage.engine.assess import Engine
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack
from triage.model.answers import UNSURE_ANSWER, Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.report.documents.diff import diff_view
from triage.report.formats.render import render_tree
from triage.store.templates import environment
from triage.store.urgency import load_urgency

LEVELS = [level.id for level in Disposition]


def ankle(*edits: tuple[str, str], folder: Path = OTTAWA) -> Pack:
    """Return the ankle pack with some of its text replaced."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    for old, new in edits:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return build_pack(texts, "edited")


def terms(seconds: float = 60) -> Terms:
    """Return the terms of a comparison in English."""
    return Terms(urgency=load_urgency("en"), clock=time.monotonic, seconds=seconds)


def difference(old: Pack, new: Pack) -> PackDiff:
    """Return the difference of two packs, without vignettes."""
    return compare((old, ()), (new, ()), terms())


def places(diff: PackDiff) -> list[str]:
    """Return the place of each change, in the order of the difference."""
    return [change.at for change in diff.changes]


def page(diff: PackDiff) -> str:
    """Return the page of a difference."""
    return render_tree(diff_view(diff), "diff.md.j2", environment("md"))


def pairs(diff: PackDiff) -> list[tuple[Disposition, Disposition]]:
    """Return from where to where sheets move, in the order of the difference."""
    return [(move.before, move.after) for move in diff.moves]


def test_the_same_pack_twice_differs_in_nothing(ottawa: Pack) -> None:
    """Without an edit no runner moves."""
    diff = difference(ottawa, ankle())
    assert (diff.changes, diff.moves, diff.undecided) == ((), (), ())
    assert not diff.lowers


def test_moving_a_rule_to_another_place_is_not_an_edit(ottawa: Pack) -> None:
    """Comments and blank lines change no rule."""
    assert difference(ottawa, ankle(("rules:\n", "# a comment\n\nrules:\n"))).changes == ()


def test_a_threshold_moved_up_lowers_who_is_between(ottawa: Pack) -> None:
    """Under 16 instead of under 18: those of 16 and 17 go down, and the witness is one of them."""
    diff = difference(ottawa, ankle(("age < 18 years", "age < 16 years")))
    assert places(diff) == ["rules.RF-CHILD-01.when"]
    (move,) = [move for move in diff.moves if move.is_down]
    assert move.old.get("age") in (16, 17)
    assert diff.lowers
    assert diff.items == (("age", None),)
    # 1, 16, 17, 18, 19 and what lies above, unsure, not asked: of the numbers two move
    assert diff.counted
    assert move.count is not None
    assert 0 < move.count < diff.space


def test_between_two_decimal_thresholds_somebody_goes_down() -> None:
    """Numbers are looked at in every stretch that either pack tells apart, whole or not."""
    decimal = ("    max: 110\n", "    max: 110\n    whole: no\n")
    old = ankle(decimal, ("age < 18 years", "age < 17.5 years"))
    new = ankle(decimal, ("age < 18 years", "age <= 17.3 years"))
    assert all(move.is_down for move in difference(old, new).moves)
    (move,) = difference(old, new).moves
    age = move.old.get("age")
    assert isinstance(age, Decimal)
    assert Decimal("17.3") < age < Decimal("17.5")
    assert not difference(new, old).lowers


def test_whole_numbers_are_seen_where_the_other_pack_admits_decimals() -> None:
    """A pack that admits halves too cuts stretches at numbers that the other does not know."""
    whole = ankle(("age < 18 years", "age < 15 years"))
    halves = ankle(
        ("    max: 110\n", "    max: 110\n    whole: no\n"), ("age < 18 years", "age < 13.5 years")
    )
    (move,) = difference(whole, halves).moves
    assert move.old.get("age") == move.new.get("age") == 14


def test_what_goes_down_comes_first(ottawa: Pack) -> None:
    """An edit that raises some and lowers others lists those lowered first."""
    diff = difference(
        ottawa,
        ankle(
            ("age < 18 years", "age > 60 years"),
            ("ankle_fracture, disposition: same_day", "ankle_fracture, disposition: see_doctor"),
        ),
    )
    downs = [move.is_down for move in diff.moves]
    assert True in downs
    assert False in downs
    assert downs == sorted(downs, reverse=True)


def test_an_option_taken_away_counts_as_not_asked(ottawa: Pack) -> None:
    """Answers the new pack does not know do not count for it; who gave them is found."""
    edits = (
        "      - {id: elsewhere, label: Somewhere else, says: it hurts somewhere else}\n",
        "",
    )
    try:
        new = ankle(edits)
    except PackFault:
        new = ankle(edits, ("pain_zone is elsewhere", "pain_zone is ankle"))
    diff = difference(ottawa, new)
    assert ("questions.pain_zone.options.elsewhere", Edit.REMOVED) in [
        (change.at, change.edit) for change in diff.changes
    ]
    assert admitted(Answers({"pain_zone": "elsewhere"}), new) == Answers()
    assert admitted(Answers({"pain_zone": UNSURE_ANSWER}), new) == Answers(
        {"pain_zone": UNSURE_ANSWER}
    )


def test_vignettes_with_another_result_are_listed_those_lowered_first(ottawa: Pack) -> None:
    """Who is sent elsewhere or has another cause is named; who is not, is not."""
    new = ankle(
        ("ankle_fracture, disposition: same_day", "ankle_fracture, disposition: see_doctor"),
        ("blood_or_nerve, disposition: emergency", "blood_or_nerve, disposition: same_day"),
        ("cause: weak_ankle, points: 2", "cause: weak_ankle, points: 1"),
    )
    diff = compare((ottawa, vignettes_of(ottawa)), (new, vignettes_of(ottawa)), terms())
    moved = {moved.vignette.id: moved for moved in diff.vignettes}
    assert set(moved) == {"tender.ankle", "blue.foot"}
    tender = moved["tender.ankle"]
    assert (tender.before, tender.after) == (Disposition.SAME_DAY, Disposition.SEE_DOCTOR)
    assert tender.causes == (("weak_ankle", "likely", "possible"),)
    assert diff.compared == len(vignettes_of(ottawa))
    assert diff.lowers


def test_an_id_that_went_and_one_that_came_are_two_edits(ottawa: Pack) -> None:
    """A rule under another id is one removed and one added, and nobody's result changes."""
    diff = difference(ottawa, ankle(("RF-CHILD-01", "RF-YOUNG-01")))
    assert [(change.at, change.edit) for change in diff.changes] == [
        ("rules.RF-CHILD-01", Edit.REMOVED),
        ("rules.RF-YOUNG-01", Edit.ADDED),
    ]
    assert diff.moves == ()


def test_what_a_pack_does_not_admit_is_not_asked_to_it(ottawa: Pack) -> None:
    """Answers to a question that a pack does not have, or out of its bounds, are none to it."""
    assert admitted(Answers({"no_such_question": "yes", "age": Decimal(400)}), ottawa) == Answers()


def test_a_baseline_raised_moves_everyone_below_it(ottawa: Pack) -> None:
    """Runners without any referral now see a physio, and no one is lowered."""
    diff = difference(ottawa, ankle(("baseline: self_care", "baseline: see_physio")))
    assert (Disposition.SELF_CARE, Disposition.SEE_PHYSIO) in pairs(diff)
    assert not diff.lowers


def test_a_solver_that_ran_out_of_time_is_reported(ottawa: Pack) -> None:
    """What was not decided is undecided, never "none"; and it may be lower."""
    new = ankle(("age < 18 years", "age < 16 years"))
    diff = compare((ottawa, ()), (new, ()), terms(seconds=-1))
    assert diff.moves == ()
    assert len(diff.undecided) == 20
    assert diff.lowers


@given(st.data())
@fewer
def test_any_edit_of_any_pack_is_described_truly(data: st.DataObject) -> None:
    """Every witness moves as it is said to, by the engine; every sheet that moves was foretold."""
    texts = data.draw(pack_texts())
    old = build_pack(texts, "old")
    was, becomes = data.draw(st.permutations(LEVELS))[:2]
    edited = {
        **texts,
        "red_flags.yaml": texts["red_flags.yaml"].replace(
            f'"disposition": "{was}"', f'"disposition": "{becomes}"', 1
        ),
    }
    try:
        new = build_pack(edited, "new")
    except PackFault:
        assume(False)
    diff = difference(old, new)
    engines = Engine(old), Engine(new)
    for move in diff.moves:
        found = [
            e.assess(a).disposition for e, a in zip(engines, (move.old, move.new), strict=True)
        ]
        assert found == [move.before, move.after]
    sheet = data.draw(answers(old))
    before, after = (engine.assess(sheet).disposition for engine in engines)
    assert before == after or (before, after) in pairs(diff)


def test_changed_words_are_listed_before_and_after(ottawa: Pack) -> None:
    """What a coach does, and what is said when the software fails, are words worth a review."""
    new = ankle(
        ("action: No training. Call an ambulance.\n", "action: Call an ambulance.\n"),
        ("if_not_assessed: Please ask a doctor.", "if_not_assessed: Ask a doctor."),
    )
    first, second = difference(ottawa, new).changes
    assert first.at == "if_not_assessed"
    assert second.at == "coach.emergency.finished.action"
    assert second.before == "No training. Call an ambulance."
    assert second.after == "Call an ambulance."


def test_edits_of_the_body_map_and_the_programme_are_listed() -> None:
    """What a pack says of its part of the body is compared thing by thing."""
    texts = small_texts({"body_map.yaml": BODY_MAP})
    old = build_pack(texts, "old")
    exercises = texts["exercises.yaml"].replace(
        "first: 1\n", "first: 2\n  first_says: the first two\n"
    )
    new = build_pack(
        texts
        | {
            "body_map.yaml": BODY_MAP.replace("up: 58", "up: 57").replace(
                "label: Front", "label: F"
            ),
            "exercises.yaml": "uses:\n  - {id: at_desk, way: a way at your desk}\n" + exercises,
        },
        "new",
    )
    assert places(difference(old, new)) == [
        "programme.first",
        "programme.first_says",
        "uses.at_desk",
        "body_map.views.front.label",
        "body_map.regions.lower_back.places.1.up",
    ]


def test_the_headline_says_what_it_covers(ottawa: Pack) -> None:
    """It counts the logic, then the words, then what else changed, and no more."""
    step = ("text: Could you take four steps", "text: Can you take four steps")
    assert "**No change of logic; 1 text changed.**" in page(difference(ottawa, ankle(step)))
    softer = ("action: No training. Call an ambulance.\n", "action: Call an ambulance.\n")
    found = page(difference(ottawa, ankle(step, softer)))
    assert "**No change of logic; 2 texts changed, one of them on what a coach does.**" in found
    younger = ("age < 18 years", "age < 16 years")
    assert (
        "**Logic changed: 1 rule; 1 of 20 pairs of dispositions becomes less urgent; 1 text "
        "changed.**" in page(difference(ottawa, ankle(step, younger)))
    )
    moved = ankle(
        (
            "      - {id: ankle, label: Around the ankle bones, says: it hurts around the ankle "
            "bones}\n",
            "",
        ),
        (
            "      - {id: elsewhere, label: Somewhere else, says: it hurts somewhere else}\n",
            "      - {id: elsewhere, label: Somewhere else, says: it hurts somewhere else}\n"
            "      - {id: ankle, label: Around the ankle bones, says: it hurts around the ankle "
            "bones}\n",
        ),
    )
    found = page(difference(ottawa, moved))
    assert "**No change of logic; the order of answers changed.**" in found
    assert "- ankle: first → after elsewhere" in found
