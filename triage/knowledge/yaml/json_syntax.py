"""JSON text -> the same nodes as YAML, with numbers as they were written.

The library says whether the text is JSON, and where it is not. It does not say where each value is,
so a second pass over the pieces of the text does.
"""

from __future__ import annotations

import json
import re

from triage.errors import Fault, Location
from triage.knowledge.yaml.syntax import Builder, Mapping, Node, Sequence, TooDeep

_PIECES = re.compile(
    r"""(?P<lines>\n)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[{}\[\]])|(?P<bare>[^\s{}\[\],:"]+)"""
)


def read_json(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the node a JSON text holds, and every fault found on the way.

    The node is None when the text is empty or is not JSON at all.
    """
    builder = Builder(file)
    if not text.strip():
        return None, []
    try:
        _check(text)
    except json.JSONDecodeError as error:
        where = Location(file, error.lineno, error.colno)
        builder.complain("json.malformed", where, problem=error.msg)
        return None, builder.faults
    except RecursionError:
        pass  # the pieces will show where it is too deep
    try:
        _build(text, builder)
    except TooDeep as deep:
        builder.too_deep(deep.where)
        return None, builder.faults
    return builder.root, builder.faults


def is_json(text: str) -> bool:
    """Say whether a text is a JSON object or list."""
    try:
        _check(text)
    except (ValueError, RecursionError):
        return False
    return text.lstrip()[:1] in ("{", "[")


def _check(text: str) -> None:
    json.loads(text, parse_int=str, parse_float=str)  # no digits are lost, however many


def _build(text: str, builder: Builder) -> None:
    builder.documents, line, begins = 1, 1, 0
    for piece in _PIECES.finditer(text):
        where = Location(builder.file, line, piece.start() - begins + 1)
        said = piece[0]
        if piece["lines"]:
            line, begins = line + 1, piece.end()
        elif piece["text"]:
            builder.scalar(json.loads(said), where, quoted=True)
        elif piece["bare"]:
            builder.scalar(said, where, quoted=False)
        elif said in "}]":
            builder.end()
        else:
            builder.begin(Mapping(where) if said == "{" else Sequence(where))
