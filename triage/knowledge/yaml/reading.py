"""A file's text -> nodes, read as JSON or as YAML."""

from __future__ import annotations

from triage.errors import Fault
from triage.knowledge.yaml import syntax
from triage.knowledge.yaml.json_syntax import is_json, read_json
from triage.knowledge.yaml.syntax import Node

_YAML = (".yaml", ".yml")


def read(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the node a text holds, and every fault found on the way.

    The ending of the file says how to read it. Without one, as in a pipe, JSON is recognised.
    """
    name = file.lower()
    if name.endswith(".json") or (not name.endswith(_YAML) and is_json(text)):
        return read_json(text, file)
    return syntax.read(text, file)
