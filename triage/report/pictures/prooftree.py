"""An argument as a picture: from the disposition through the rules to the runner's answers.

Pure layout: boxes of wrapped text in columns by depth, leaves one below the other, each parent in
the middle of its children. The words are given; only escaped text and numbers reach the SVG.
It can be read without a style sheet too: a PDF has none for what is inside a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from triage.report.view.argument import ArgumentView

BOX_WIDTH, GAP_X, GAP_Y = 158, 20, 8
LINE_HEIGHT, PAD, COLUMNS = 17, 7, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box: its text, the style class of its kind, and what it rests on."""

    text: str
    kind: str  # disposition | rule | answer
    parts: tuple[Node, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The text, wrapped to the width of a box."""
        return wrap(self.text, COLUMNS) or [""]

    @property
    def height(self) -> int:
        """The height of the box itself."""
        return len(self.lines) * LINE_HEIGHT + 2 * PAD


def proof_tree(title: str, arguments: list[ArgumentView]) -> Markup:
    """Return an SVG of what a disposition rests on, or nothing when it rests on no rule."""
    if not arguments:
        return Markup("")
    parts = tuple(_of_argument(argument) for argument in arguments)
    root = Node(text=title, kind="disposition", parts=parts)
    drawn: list[Markup] = []
    height, _ = _draw(root, 0, 0, drawn)
    width = (_depth(root) * (BOX_WIDTH + GAP_X)) - GAP_X
    return Markup(
        '<svg class="proof" role="img" aria-labelledby="proof-title" viewBox="-1 -1 {} {}" '
        'width="{}" fill="none" stroke="currentColor" font-family="sans-serif" font-size="12" '
        'xmlns="http://www.w3.org/2000/svg"><title id="proof-title">{}</title>{}</svg>'
    ).format(width + 2, height + 2, width, title, Markup("").join(drawn))


def _of_argument(argument: ArgumentView) -> Node:
    """Return a rule with its answers; findings among them give way to the rules behind them."""
    below = [_of_argument(part) for part in argument["parts"]]
    said = [
        Node(text=statement["words"] or statement["subject"], kind="answer")
        for statement in argument["statements"]
        if statement["about"] == "answer"
    ]
    text = f"{argument['rule']}: {argument['title']}"
    return Node(text=text, kind="rule", parts=(*said, *below))


def _depth(node: Node) -> int:
    return 1 + max((_depth(part) for part in node.parts), default=0)


def _draw(node: Node, column: int, top: int, drawn: list[Markup]) -> tuple[int, int]:
    """Draw a node and what it rests on; return the bottom of it all and the node's own middle."""
    x = column * (BOX_WIDTH + GAP_X)
    place, middles = top, []
    for part in node.parts:
        place, middle = _draw(part, column + 1, place, drawn)
        middles.append(middle)
        place += GAP_Y
    bottom = max(place - GAP_Y if node.parts else top, top + node.height)
    middle = (middles[0] + middles[-1]) // 2 if middles else top + node.height // 2
    y = max(top, min(middle - node.height // 2, bottom - node.height))
    middle = y + node.height // 2
    for other in middles:
        right, left = x + BOX_WIDTH, x + BOX_WIDTH + GAP_X
        bend = (right + left) // 2
        path = f"M{right} {middle}H{bend}V{other}H{left}"
        drawn.append(Markup('<path class="proof__line" d="{}"/>').format(path))
    drawn.append(
        Markup('<rect class="proof__{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>').format(
            node.kind, x, y, BOX_WIDTH, node.height
        )
    )
    for number, line in enumerate(node.lines):
        drawn.append(
            Markup('<text x="{}" y="{}" fill="currentColor" stroke="none">{}</text>').format(
                x + PAD, y + PAD + 13 + number * LINE_HEIGHT, escape(line)
            )
        )
    return bottom, middle
