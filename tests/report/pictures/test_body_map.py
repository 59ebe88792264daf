"""The body map marks where it hurts, and nothing else."""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import BODY_MAP, small_pack, small_texts
from tests.report.pictures.drawings import (
    PACK,
    checked_map,
    map_of,
)
from triage.model.answers import Answers, Tick, Ticks
from triage.model.body_map import BodyMap, MapView, Place, Region, SeenFrom
from triage.model.pack import Pack
from triage.report.pictures.bodymap import body_map
from triage.report.view.pictures import body_map_view
from triage.resources import rules_folder
from triage.store.packs import load_pack
from triage.store.scaffold import STARTER

PLACES = {region.id: region.places for region in PACK.body_map.regions} if PACK.body_map else {}


def marks(svg: str) -> list[list[ElementTree.Element]]:
    """Return the marks on the front of a map, and those on its back."""
    return [
        [path for path in side.iter("path") if path.attrib["class"] == "sore"]
        for side in checked_map(svg).iter("g")
    ]


def middle(mark: ElementTree.Element) -> float:
    """Return how far across its side of the map a mark begins."""
    found = re.match(r"M(\S+)", mark.attrib["d"])
    assert found
    return float(found[1])


@given(st.sets(st.sampled_from(sorted(PLACES)), min_size=1, max_size=4))
def test_a_map_marks_exactly_the_regions_named(regions: set[str]) -> None:
    """Each place of each region is marked on its side of the body, and nothing else."""
    drawn = map_of(*sorted(regions))
    named = [place.view for region in regions for place in PLACES[region]]
    assert PACK.body_map
    views = [view.seen_from for view in PACK.body_map.views]
    assert [len(side) for side in marks(drawn)] == [named.count(view) for view in views]
    assert map_of(*regions) == drawn


def test_the_map_of_the_back_is_the_one_that_reports_always_had() -> None:
    """What moved from the code into the pack is drawn to the same byte."""
    digest = hashlib.sha256(map_of(*PLACES).encode()).hexdigest()
    assert digest == "b5cdfb592c57c09af00c9c5b1f9145bbcb67a1ede5ff25bff7f2ddbe28a6d468"


@pytest.mark.parametrize(("seen_from", "is_right"), [("right", True), ("left", False)])
def test_ahead_is_where_the_runner_looks(seen_from: str, is_right: bool) -> None:
    """Seen from the right, a runner faces the right of the page, and so do the toes."""
    toes = Place(view=SeenFrom(seen_from), across=9, up=3, wide=2, high=2)
    side = BodyMap(
        views=(MapView(seen_from=SeenFrom(seen_from), label="Side"),),
        regions=(Region(id="toes", places=(toes,)),),
    )
    drawn = body_map(side, ["toes"], "Toes")
    assert drawn is not None
    ((mark,),) = marks(drawn)
    assert (middle(mark) > 0) is is_right


def test_the_starter_marks_wrists_on_a_map_of_its_own() -> None:
    """A pack for another part of the body has its own regions, on either side of the body."""
    wrists = load_pack(rules_folder() / STARTER)
    assert located(wrists)
    for question, option, regions, label in located(wrists):
        shown = body_map_view(wrists, Answers({question: option}))
        assert shown is not None
        assert shown == {"places": [label], "regions": list(regions)}
        drawn = body_map(wrists.body_map, regions, label)
        assert drawn is not None
        (front,), (back,) = marks(drawn)
        assert (middle(front) > 0) is ("left" in regions[0])
        assert (middle(back) < 0) is ("left" in regions[0])


def test_left_is_left_when_seen_from_behind() -> None:
    """The left flank is on the left of a back, as the runner would point to it."""
    _, (left,) = marks(map_of("left_flank"))
    _, (right,) = marks(map_of("right_flank"))
    assert middle(left) < middle(right)


def test_a_mark_is_more_than_a_colour() -> None:
    """A place has an outline and hatching, so that it shows without colour."""
    _, (mark,) = marks(map_of("lower_back"))
    assert mark.attrib["stroke"]
    assert mark.attrib["d"].count("L") >= 3


def test_a_map_of_nothing_is_not_drawn() -> None:
    """Nothing is drawn of a body when no answer says where it hurts."""
    assert body_map(PACK.body_map, [], "Here") is None
    assert body_map(None, ["lower_back"], "Here") is None


def located(pack: Pack) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Every option of a pack that names regions: question, option, regions, label."""
    return [
        (q.id, o.id, o.regions, o.label) for q in pack.questions for o in q.options if o.regions
    ]


def test_every_place_of_the_pack_is_on_the_map() -> None:
    """Each answer to where it hurts marks a place."""
    question = PACK.question["pain_location"]
    assert all(option.regions for option in question.options)


@pytest.mark.parametrize(("question", "option", "regions", "label"), located(PACK))
def test_an_answer_marks_the_regions_of_its_option(
    question: str, option: str, regions: tuple[str, ...], label: str
) -> None:
    """The map of an answer is the map of what the pack says of it, beside its words."""
    shown = body_map_view(PACK, Answers({question: option}))
    assert shown is not None
    assert shown["places"] == [label]
    assert body_map(PACK.body_map, shown["regions"], label) == map_of(*regions, title=label)


def test_without_an_answer_there_is_no_map() -> None:
    """Nothing is marked that was not answered, nor for an answer that names no place."""
    assert body_map_view(PACK, Answers()) is None
    assert body_map_view(PACK, Answers({"onset": "gradual"})) is None


def test_ticked_boxes_are_marked_and_others_are_not() -> None:
    """Of a checklist, the boxes that are yes are on the map."""
    text = small_texts()["questions.yaml"].replace(
        "denies: you have no fever,", "denies: you have no fever, regions: [chest],"
    )
    pack = small_pack({"questions.yaml": text, "body_map.yaml": BODY_MAP})
    for tick, is_shown in ((Tick.YES, True), (Tick.NO, False), (Tick.UNSURE, False)):
        answers = Answers({"signs": Ticks((("fever", tick),))})
        assert (body_map_view(pack, answers) is not None) == is_shown
