"""Every message was read by a person: each fault of the readers is in some golden file."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from types import ModuleType

import pytest

import triage.knowledge
from tests.knowledge.golden import BAD

READERS = tuple(
    import_module(found.name)
    for found in pkgutil.walk_packages(triage.knowledge.__path__, "triage.knowledge.")
)
GOLDEN = "\n".join(path.read_text("utf-8") for path in sorted(BAD.rglob("*.txt")))

NOT_IN_A_FILE = {
    # Bytes that are not text cannot be in a text file; see tests/knowledge/yaml/test_syntax.py.
    re.escape("this cannot be read as text: ") + ".+",
}


def messages(module: ModuleType) -> Iterator[str]:
    """Return a pattern for every message a module hands to `fault` or `_fault`."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in ("fault", "_fault") and node.args:
            yield from patterns(node.args[0])


def patterns(node: ast.expr) -> list[str]:
    """Return what a text written in Python can look like: what it fills in may be anything."""
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.IfExp):
        return [*patterns(node.body), *patterns(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*map(patterns, node.values))]
    return [".+"]


@pytest.mark.parametrize(
    ("module", "message"),
    [(module, message) for module in READERS for message in messages(module)],
    ids=lambda part: part.__name__.rpartition(".")[2] if isinstance(part, ModuleType) else part,
)
def test_every_message_is_kept_in_a_golden_file(module: ModuleType, message: str) -> None:
    """A new fault comes with a bad example, so that somebody reads what it says."""
    assert message in NOT_IN_A_FILE or re.search(f": {message}$", GOLDEN, re.MULTILINE), (
        f"{module.__name__}: no file under tests/knowledge/bad shows '{message}'"
    )
