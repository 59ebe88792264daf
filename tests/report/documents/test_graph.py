"""The drawing of a pack shows every rule, and no line passes behind a box."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import packs
from triage.assurance.graph import Node, Sort, about, graph_of
from triage.errors import AnswerFault
from triage.model.pack import Pack
from triage.report.documents.graph import HEIGHT, WIDTH, graph_view, render_graph
from triage.store.templates import environment

SVG = "{http://www.w3.org/2000/svg}"


def boxes_crossed(pack: Pack) -> list[tuple[str, str]]:
    """Return the boxes that a straight stretch of some line runs through."""
    view = graph_view(graph_of(pack), pack, "svg")
    return [
        (edge["path"], node["id"])
        for edge in view["edges"]
        for _, x, y, to_x in re.findall(r"(C[^C]*? )(\d+),(\d+) H(\d+)", edge["path"])
        for node in view["nodes"]
        if node["x"] < int(to_x)
        and int(x) < node["x"] + WIDTH
        and node["y"] < int(y) < node["y"] + HEIGHT
    ]


@given(packs())
def test_every_rule_of_any_pack_is_in_its_graph(pack: Pack) -> None:
    """A rule is placed between something it looks at and something it concludes."""
    graph = graph_of(pack)
    assert {n.id for n in graph.nodes if n.sort is Sort.RULE} == set(pack.rule)
    ends = {edge.end for edge in graph.edges}
    starts = {edge.start for edge in graph.edges}
    assert all(Node(Sort.RULE, rule) in starts & ends for rule in pack.rule)


@given(packs())
def test_every_line_of_any_pack_points_right_and_past_the_boxes(pack: Pack) -> None:
    """What something depends on is to the left of it; lines have lanes of their own."""
    view = graph_view(graph_of(pack), pack, "svg")
    left = {node["key"]: node["x"] for node in view["nodes"]}
    assert all(left[edge["start"]] < left[edge["end"]] for edge in view["edges"])
    assert boxes_crossed(pack) == []


def test_the_graph_about_a_rule_holds_what_leads_there_and_on(back_pain: Pack) -> None:
    """Of some 500 rules, the drawing of one shows the few that have to do with it."""
    part = about(graph_of(back_pain), "RF-FEVER-02")
    ids = {node.id for node in part.nodes}
    assert {"body_signs", "fever_sign", "nerve_loss", "spinal_infection"} <= ids
    assert "RF-FAINT-01" not in ids


def test_a_name_the_pack_does_not_have_is_a_fault(ottawa: Pack) -> None:
    """A misspelt name comes back with the nearest one."""
    with pytest.raises(AnswerFault, match="write 'RF-ANKLE-01'"):
        about(graph_of(ottawa), "RF-ANKLE-1")


@pytest.mark.parametrize("format", ["svg", "dot", "mermaid"])
def test_the_same_pack_is_the_same_drawing(ottawa: Pack, format: str) -> None:
    """Drawn twice, a pack gives the same bytes."""
    one, other = (
        render_graph(graph_of(ottawa), ottawa, format, environment("html")) for _ in range(2)
    )
    assert one == other


@given(st.data())
def test_an_svg_is_well_formed_and_holds_no_markup_of_the_pack(data: st.DataObject) -> None:
    """Whatever a pack calls its things, the drawing has boxes, lines and text only."""
    pack = data.draw(packs())
    page = render_graph(graph_of(pack), pack, "svg", environment("html")).lstrip()
    tags = {element.tag for element in ElementTree.fromstring(page).iter()}
    assert tags <= {SVG + tag for tag in ("svg", "title", "desc", "rect", "g", "path", "text")}
