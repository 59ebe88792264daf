"""Every word a runner reads comes from a pack or a template: a translation needs no code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import triage

ROOMS = ("model", "engine", "explain", "interview", "programme", "report")
PACKAGE = Path(triage.__file__).parent
FILES = sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py"))
NOT_READ = {"body", "pose", "port"}  # what each joint does, for authors of packs; classes' names
FILES = [path for path in FILES if path.stem not in NOT_READ]
FOR_RUNNERS = (
    "ask",
    "prompts",
    "assess",
    "why",
    "what_if",
    "calendar",
    "errors",
)  # commands, not options
FILES += [PACKAGE / "cli" / f"{name}.py" for name in FOR_RUNNERS]
WORDS = re.compile(
    r"[A-Za-z]{3,}[.,:;!?]? [a-z]{2,}|^\s*[A-Z][a-z]{3,}\b"
    r"|(?<![#\w-])[A-Za-z][a-z]{2,}[.:!?,;…](\s|$)"
)
MARKUP = re.compile(r"<[^<>]*>?|^[^<>]*>")

NOT_FOR_RUNNERS = {
    "raise",  # what an exception says is for its author or for us
    "Fault",  # about a line of a file, told in the terminal beside it, to whoever wrote the file
    "UsageError",  # how to call the command
    "option",  # the help of the command line
}
LAST_RESORT = "LAST_RESORT"  # one sentence for when the words for a failure cannot be read


def strangers(path: Path) -> list[str]:
    """Return the words in a file's code that are no docstring and no message of an error."""
    return strangers_in(path.read_text(encoding="utf-8"))


def strangers_in(code: str) -> list[str]:
    """Return what reads like words for people: two in a row, or one with a capital or a stop."""
    tree = ast.parse(code)
    allowed: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            statements = [s for s in body if isinstance(s, ast.Expr)]
            allowed.update(s.value for s in statements)  # docstrings of modules, classes, values
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == LAST_RESORT:
            allowed.add(node.value)
        if isinstance(node, ast.Raise | ast.Assert) or _is_excused_call(node):
            allowed.update(ast.walk(node))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in allowed
        and WORDS.search(MARKUP.sub("", node.value))
    ]


def _is_excused_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name in NOT_FOR_RUNNERS


@pytest.mark.parametrize(
    "code",
    [
        'note = "You should rest now"',
        'note = f"You {verb} now."',
        'note = "<p>Please rest today</p>"',
        'note = f"<b>{x}</b> Rest!"',
        'label = "Today"',
        'click.echo(f"Written to {path}")',
    ],
)
def test_a_stranger_is_seen(code: str) -> None:
    """A sentence, one in pieces, one in markup and a single word are all found."""
    assert strangers_in(code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_sentence_for_runners_stands_in_the_code(path: Path) -> None:
    """A file that makes what runners read holds no sentence of its own."""
    assert strangers(path) == []
