"""Vignettes from text: each name in them is one that the pack defines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.golden import BAD, assert_golden
from tests.knowledge.small import SMALL, small_pack, texts
from triage.errors import PackFault
from triage.knowledge.pack.vignettes import build_reading, build_vignettes
from triage.model.disposition import Disposition
from triage.model.vignette import Figure, Reading

CASES = sorted((BAD / "vignettes").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_every_fault_of_a_bad_vignette_says_what_where_and_how_to_fix_it(case: Path) -> None:
    """Every fault of the file, as a file beside it has it word for word."""
    with pytest.raises(PackFault) as caught:
        build_vignettes({"stories.yaml": case.read_text("utf-8")}, "vignettes", small_pack())
    assert_golden(str(caught.value), case.with_suffix(".txt"))


def test_a_vignette_says_what_must_come_of_it() -> None:
    """Answers, exercises tried, and every kind of expectation are read."""
    vignette, published = build_vignettes(texts(SMALL / "vignettes"), "vignettes", small_pack())
    assert list(vignette.sheet.answers) == ["place", "signs", "days"]
    assert vignette.sheet.tried == {"plank": False}
    expect = vignette.expect
    assert expect.disposition is Disposition.SAME_DAY
    assert expect.acceptable == (Disposition.EMERGENCY,)
    assert expect.never == (Disposition.SELF_CARE,)
    assert expect.complete is False
    assert (expect.fires, expect.silent) == (("RF-ILL-01",), ("CA-TIRED-01",))
    assert (expect.suspects, expect.causes) == (("infection",), {"fatigue": "none"})
    assert (expect.offers, expect.withholds) == ((), ("plank",))
    assert published.published is not None
    assert published.published.group == "benign_routine"
    assert published.red == "The source says too little."
    assert published.expect.complete is None


def test_how_a_scoreboard_is_to_be_read_comes_with_the_vignettes() -> None:
    """Cautions and published figures of every file are gathered; a pack need have none."""
    figure = "{who: Doctors, measure: exact, figure: 90%, source: A journal}"
    files = {
        "a.yaml": "vignettes: []\ncare: [They are few.]\nearlier: {1.0.0: {a: same_day}}\n",
        "b.yaml": f"vignettes: []\ncompare: {{note: Of other cases., figures: [{figure}]}}\n"
        "earlier: {1.0.0: {b: self_care}}\n",
    }
    reading = build_reading(files, "vignettes")
    assert reading == Reading(
        care=("They are few.",),
        note="Of other cases.",
        figures=(Figure(who="Doctors", measure="exact", figure="90%", source="A journal"),),
        earlier={"1.0.0": {"a": Disposition.SAME_DAY, "b": Disposition.SELF_CARE}},
    )
    assert build_reading(texts(SMALL / "vignettes"), "vignettes") == Reading()
