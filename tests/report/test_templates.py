"""No template makes a decision: it words what the tree has decided, and lays it out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from triage.resources import templates_folder

FOLDER = templates_folder()
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.j2"))
LAYOUT = {  # comparisons of numbers that only lay out what is there, by template and name
    ("parts/calendar.html.j2", "n"): "a cell of the calendar for each session",
    ("cover.html.j2", "covered"): "a rule that is not fully covered is unfolded",
    ("cover.md.j2", "covered"): "a rule that is not fully covered has a line",
    ("parts/exercises.html.j2", "length"): "fewer first exercises than usual have a sentence",
}


def _parsed(template: str) -> nodes.Template:
    return Environment().parse((FOLDER / template).read_text(encoding="utf-8"))


def _sides(compared: nodes.Compare) -> list[nodes.Expr]:
    return [compared.expr, *(operand.expr for operand in compared.ops)]


def _is_number(side: nodes.Expr) -> bool:
    return isinstance(side, nodes.Const) and type(side.value) in (int, float)


def _name(side: nodes.Expr) -> str:
    match side:
        case nodes.Getattr(attr=attr):
            return str(attr)
        case nodes.Name(name=name) | nodes.Filter(name=name):
            return str(name)
    return type(side).__name__


def _of_numbers(tree: nodes.Template) -> Iterator[nodes.Compare]:
    """Yield the comparisons that are of numbers, or which of two is more."""
    for compared in tree.find_all(nodes.Compare):
        is_order = {operand.op for operand in compared.ops} & {"lt", "lteq", "gt", "gteq"}
        if is_order or any(map(_is_number, _sides(compared))):
            yield compared


def _is_wording(compared: nodes.Compare) -> bool:
    """One or many; how long a list is, to fold it; the last but one, for an "or"."""
    sides = _sides(compared)
    is_one = any(isinstance(side, nodes.Const) and side.value == 1 for side in sides)
    is_length = any(map(_is_number, sides)) and _name(sides[0]) in ("length", "revindex")
    return is_one or is_length


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_compares_numbers(template: str) -> None:
    """What follows from a level, a grade or a count is a named key of the tree."""
    found = [
        (template, _name(compared.expr))
        for compared in _of_numbers(_parsed(template))
        if not _is_wording(compared)
    ]
    assert [place for place in found if place not in LAYOUT] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_decides_by_a_level(template: str) -> None:
    """A level is printed. Whatever depends on it is looked up by the name of the disposition."""
    deciding = (nodes.Compare, nodes.Getitem, nodes.Test)
    for node in _parsed(template).find_all(deciding):
        levels = [part for part in node.find_all(nodes.Getattr) if part.attr == "level"]
        assert not levels, f"{template}:{node.lineno}"
