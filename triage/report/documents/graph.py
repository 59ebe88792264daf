"""The graph of a pack -> DOT, Mermaid or SVG, laid out in layers from left to right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

from jinja2 import Environment

from triage.assurance.graph import Graph, Node, Sort
from triage.model.pack import Pack
from triage.report.formats.fill import fill

TEMPLATES: Mapping[str, str] = {
    "svg": "graph.svg.j2",
    "dot": "graph.dot.j2",
    "mermaid": "graph.mermaid.j2",
}
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN, TOP = 250, 52, 90, 14, 20, 70
LANE = 10
LINE = 36  # characters of a label's line
LINES = 2
SWEEPS = 8


def render_graph(graph: Graph, pack: Pack, format: str, environment: Environment) -> str:
    """Return a graph in one of the formats of `TEMPLATES`; SVG needs the `html` environment."""
    return fill(TEMPLATES[format], graph_view(graph, pack, format), environment)


def graph_view(graph: Graph, pack: Pack, format: str) -> dict[str, Any]:
    """Return the nodes with their places and labels, and the edges, as a plain tree."""
    layers = _layers(graph)
    places, height = _places(layers)
    depth = {slot: n for n, layer in enumerate(layers) for slot in layer if isinstance(slot, Node)}
    numbers = {node: f"n{number}" for number, node in enumerate(graph.nodes)}
    escape = _ESCAPES.get(format, str)
    return {
        "pack": {"id": pack.id, "version": pack.version, "title": pack.title},
        "width": 2 * MARGIN + len(layers) * (WIDTH + GAP_X) - GAP_X,
        "height": height,
        "box": {"width": WIDTH, "height": HEIGHT},
        "shown": [sort.value for sort in Sort if any(n.sort is sort for n in graph.nodes)],
        "nodes": [
            {
                "key": numbers[node],
                "sort": node.sort.value,
                "id": escape(node.id),
                "label": escape(_label(node, pack)),
                "lines": _lines(_label(node, pack)),
                "x": places[node][0],
                "y": places[node][1],
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "start": numbers[edge.start],
                "end": numbers[edge.end],
                "is_negative": edge.is_negative,
                "path": _path(_course(edge.start, edge.end, depth), places),
            }
            for edge in graph.edges
        ],
    }


def _dot_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _mermaid_text(text: str) -> str:
    escaped = text.replace("#", "#35;")
    for sign, code in (('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "#96;")):
        escaped = escaped.replace(sign, code)
    return escaped


_ESCAPES = {"dot": _dot_text, "mermaid": _mermaid_text}


def _label(node: Node, pack: Pack) -> str:
    things: Mapping[Sort, Mapping[str, Any]] = {
        Sort.QUESTION: pack.question,
        Sort.FINDING: pack.finding,
        Sort.SUSPECT: pack.suspect,
        Sort.CAUSE: pack.cause,
        Sort.SCORE: pack.score,
        Sort.ADVICE: pack.advice_item,
        Sort.TRAIT: pack.trait,
    }
    if node.sort is Sort.RULE:
        return pack.rule[node.id].title
    if node.sort is Sort.EXERCISE:
        return pack.exercise[node.id].name
    label: str = things[node.sort][node.id].label
    return label


def _lines(label: str) -> list[str]:
    return wrap(label, LINE, max_lines=LINES, placeholder=" …")


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where lines from one node pass through a column that they do not end in."""

    start: Node
    column: int


_Slot = Node | _Lane


def _layers(graph: Graph) -> list[list[_Slot]]:
    """Return columns, every edge pointing right from one to the next, few edges crossing.

    A node stands one column to the right of the last thing it hangs on; lines to further columns
    have lanes of their own. Within a column everything stands near the middle of what it is joined
    to (the barycentre method).
    """
    before: dict[Node, list[Node]] = {node: [] for node in graph.nodes}
    for edge in graph.edges:
        before[edge.end].append(edge.start)
    depth: dict[Node, int] = {}

    def depth_of(node: Node) -> int:
        if node not in depth:
            depth[node] = 1 + max((depth_of(other) for other in before[node]), default=-1)
        return depth[node]

    columns: list[dict[_Slot, None]] = [{} for _ in range(1 + max(map(depth_of, graph.nodes)))]
    for node in graph.nodes:
        columns[depth[node]][node] = None
    joined: dict[bool, dict[_Slot, list[_Slot]]] = {True: {}, False: {}}
    for edge in graph.edges:
        course = _course(edge.start, edge.end, depth)
        for here, there in pairwise(course):
            joined[True].setdefault(there, []).append(here)
            joined[False].setdefault(here, []).append(there)
        for lane in course[1:-1]:
            columns[depth[edge.start] + course.index(lane)][lane] = None
    layers = [list(column) for column in columns]
    rank: dict[_Slot, float] = {}
    for layer in layers:
        rank.update({slot: (place + 0.5) / len(layer) for place, slot in enumerate(layer)})
    for sweep in range(SWEEPS):
        is_forward = sweep % 2 == 0
        near = joined[is_forward]
        for layer in layers if is_forward else reversed(layers):
            middles = {
                slot: _middle([rank[n] for n in near.get(slot, [])], rank[slot]) for slot in layer
            }
            layer.sort(key=middles.__getitem__)
            rank.update({slot: (place + 0.5) / len(layer) for place, slot in enumerate(layer)})
    return layers


def _course(start: Node, end: Node, depth: Mapping[Node, int]) -> list[_Slot]:
    lanes = [_Lane(start, column) for column in range(depth[start] + 1, depth[end])]
    return [start, *lanes, end]


def _middle(ranks: list[float], otherwise: float) -> float:
    return sum(ranks) / len(ranks) if ranks else otherwise


def _places(layers: list[list[_Slot]]) -> tuple[dict[_Slot, tuple[int, int]], int]:
    """Return the upper left corner of each slot, and the height of them all."""
    heights = [sum(_height(slot) for slot in layer) for layer in layers]
    places: dict[_Slot, tuple[int, int]] = {}
    for column, layer in enumerate(layers):
        y = TOP + (max(heights) - heights[column]) // 2
        for slot in layer:
            places[slot] = MARGIN + column * (WIDTH + GAP_X), y
            y += _height(slot)
    return places, TOP + MARGIN + max(heights)


def _height(slot: _Slot) -> int:
    return LANE if isinstance(slot, _Lane) else HEIGHT + GAP_Y


def _path(course: list[_Slot], places: Mapping[_Slot, tuple[int, int]]) -> str:
    """Return a line from the right side of one box to the left side of another, by its lanes."""
    points = []
    for slot in course:
        x, y = places[slot]
        points.append((x, y + (LANE if isinstance(slot, _Lane) else HEIGHT) // 2))
    x, y = points[0][0] + WIDTH, points[0][1]
    path = [f"M{x},{y}"]
    for to_x, to_y in points[1:]:
        bend = GAP_X // 2
        path.append(f"C{x + bend},{y} {to_x - bend},{to_y} {to_x},{to_y}")
        if (to_x, to_y) != points[-1]:
            path.append(f"H{to_x + WIDTH}")
        x, y = to_x + WIDTH, to_y
    return " ".join(path)
