"""The scoreboard counts published cases as audits of symptom checkers do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.assurance.proofs.small import advice, checklist, choice, flag, small, yes_no
from triage.assurance.trials.burden import Burden, burden_in_order, burden_of
from triage.assurance.trials.judge import Judge
from triage.assurance.trials.scoreboard import Score, Scoreboard, scoreboard
from triage.assurance.trials.trial import try_all
from triage.knowledge.pack.vignettes import build_vignettes
from triage.model.answers import Answers, Tick, Ticks
from triage.model.disposition import Disposition

PACK = small(
    [yes_no("ill"), yes_no("sore"), yes_no("tired")],
    [flag("RF-ILL", "ill is yes", "emergency"), flag("RF-SORE", "sore is yes", "see_doctor")],
    advised=[advice("rest", "tired is yes")],
)
"""What is ill is found an emergency, what is sore is for the doctor, all else for self-care."""


def case(
    id: str, answers: Mapping[str, str], expected: str, *acceptable: str, **published: str
) -> Mapping[str, Any]:
    """Return a published case; it is serious, and found out easily, unless it says otherwise."""
    about = {
        "citation": "A case", "quality": "textbook", "read": "full", "group": "serious",
        "detectability": "high", "set": "core", "basis": "said so", **published,
    }  # fmt: skip
    expect = {"disposition": expected, "acceptable": acceptable}
    return {"id": id, "runner": id, "answers": answers, "expect": expect, "published": about}


CASES = [
    case("exact", {"ill": "yes"}, "emergency"),
    case("near-above", {"sore": "yes"}, "see_physio", "see_doctor", seen="before_1_0_0"),
    case("near-below", {"sore": "yes"}, "same_day", "see_doctor", seen="before_2_0_0"),
    case("under", {}, "same_day", seen="held_out"),
    case("over", {"ill": "yes"}, "self_care", group="benign_routine", seen="held_out"),
    case("hidden", {}, "same_day", detectability="low", seen="held_out"),
]


@pytest.fixture(scope="module")
def board() -> Scoreboard:
    """The scoreboard of these cases, beside a version that found two of them to be for a doctor."""
    text = json.dumps({"vignettes": CASES})
    trials = try_all(Judge(PACK), build_vignettes({"cases.yaml": text}, "vignettes", PACK))
    earlier = {"0.1.0": dict.fromkeys(("exact", "under"), Disposition.SEE_DOCTOR)}
    return scoreboard(PACK, trials, earlier)


def counts(score: Score) -> dict[str, tuple[int, int]]:
    """Return each share of a row as so many of so many."""
    names = ("exact", "acceptable", "under", "over", "safe", "inclination")
    return {name: (getattr(score, name).count, getattr(score, name).of) for name in names}


def test_advice_is_safe_unless_it_is_too_late(board: Scoreboard) -> None:
    """Exact, acceptable and over-triaged cases are safe; of six cases, two are under-triaged."""
    assert counts(board.total) == {
        "exact": (1, 6), "acceptable": (3, 6), "under": (2, 6), "over": (1, 6),
        "safe": (4, 6), "inclination": (2, 5),
    }  # fmt: skip


def test_the_inclination_is_counted_among_what_is_not_exact(board: Scoreboard) -> None:
    """More urgent than expected counts as such, though some reviewer accepts it."""
    (level,) = [row for row in board.rows if row.name == "expected: see_physio"]
    assert counts(level)["over"] == (0, 1)
    assert counts(level)["inclination"] == (1, 1)
    (exact,) = [row for row in board.rows if row.name == "expected: emergency"]
    assert counts(exact)["inclination"] == (0, 0)


def test_cases_that_nobody_had_seen_come_first(board: Scoreboard) -> None:
    """They are apart from the known ones; what answers can hardly reveal is left aside in both."""
    rows = {row.name: counts(row)["exact"] for row in board.headline}
    assert list(rows) == [
        "held out, less detectability: low",
        "held out, less detectability: low, group: benign_routine",
        "known, less detectability: low",
        "known, less detectability: low, group: benign_routine",
    ]
    assert [of for _, of in rows.values()] == [2, 1, 3, 0]
    seen = [row.name for row in board.rows if row.name.startswith("seen")]
    assert seen == ["seen: before_1_0_0", "seen: before_2_0_0", "seen: held_out"]


def test_an_earlier_version_is_compared_on_the_same_cases(board: Scoreboard) -> None:
    """Cases that it was not tried on do not count for either."""
    (beside,) = board.beside
    assert beside.version == "0.1.0"
    assert counts(beside.then)["under"] == (2, 2)
    assert counts(beside.now)["exact"] == (1, 2)


def test_what_is_offered_is_no_burden(board: Scoreboard) -> None:
    """Tiredness only serves advice: two questions are demanded where it is calm, one if ill."""
    screens = {row.disposition: row.screens for row in board.burdens}
    assert screens == {
        Disposition.EMERGENCY: (1, 1),
        Disposition.SEE_DOCTOR: (2, 2),
        Disposition.SELF_CARE: (2, 2),
    }


def test_boxes_that_are_shown_are_counted() -> None:
    """Options of lists and choices, less boxes that do not apply; what joins is on one screen."""
    milk = {"id": "milk", "ask_when": "sex is female"}
    pack = small(
        [
            choice("sex", "female", "male"),
            yes_no("old", joins="yes"),
            checklist("signs", "fever", "chills", milk),
        ],
        [
            flag("RF-1", "signs includes fever", "same_day"),
            flag("RF-2", {"all": ["old is yes", "signs includes chills"]}, "same_day"),
            flag("RF-3", "signs includes milk", "same_day"),
        ],
    )
    none = Ticks((("fever", Tick.NO), ("chills", Tick.NO)))
    man = Answers({"sex": "male", "old": "yes", "signs": none})
    woman = Answers({"sex": "female", "old": "yes", "signs": none})
    assert burden_of(pack, man) == Burden(screens=2, boxes=4)
    assert burden_of(pack, woman) == Burden(screens=2, boxes=5)


def test_in_order_everything_that_applies_is_counted() -> None:
    """What is not demanded, and what an emergency leaves out, included."""
    assert burden_in_order(PACK, Answers({"ill": "yes"})) == Burden(screens=3, boxes=0)
