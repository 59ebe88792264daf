"""Every word a runner reads comes from a pack or a template: a translation needs no code."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

import triage

PACKAGE = Path(triage.__file__).parent
NOT_READ_BY_RUNNERS = {
    "assurance/*": "what authors of a pack, and whoever checks a report, read",
    "columnar/*": "what whoever screens a squad reads",
    "screening/*": "what whoever screens a squad reads",
    "knowledge/pack/*": "what is wrong with a pack, for its author",
    "knowledge/yaml/form": "what is wrong with a pack, for its author",
    "model/skeleton/pose": "what each joint does, for authors of packs",
    "engine/port": "names of classes",
    "store/revisions": "an older state of a pack, for its author",
    "store/scaffold": "a new pack, for its author",
    "cli/pack/*": "commands for authors of packs and for clinicians",
    "cli/screen/*": "a command for whoever looks after a squad",
    "cli/verify": "a command for whoever checks a report",
    "cli/lazy": "the help of the command line",
    "cli/main": "the help of the command line",
    "cli/options": "the help of the command line",
}
NAME = {
    path: path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")
}
FILES = sorted(
    path
    for path, name in NAME.items()
    if not any(fnmatch(name, pattern) for pattern in NOT_READ_BY_RUNNERS)
)
WORDS = re.compile(
    r"[A-Za-z]{3,}[.,:;!?]? [a-z]{2,}|^\s*[A-Z][a-z]{3,}\b"
    r"|(?<![#\w-])[A-Za-z][a-z]{2,}[.:!?,;…](\s|$)"
    r"|(?<![\w-])[A-Za-z]{4,} '?□|□'? [A-Za-z]{4,}"  # beside a place of an f-string
)
MARKUP = re.compile(r"<[^<>]*>?|^[^<>]*>")

NOT_FOR_RUNNERS = {
    "UsageError",  # how to call the command
    "option",  # the help of the command line
    "Location",  # a place: the name of a file or a command
    "CSS",  # how a page is laid out
    "Known",  # a fact of the engine
}
LAST_RESORT = "LAST_RESORT"  # one sentence for when the words for a failure cannot be read


def strangers(path: Path) -> list[str]:
    """Return the words in a file's code, except docstrings and messages of errors."""
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
        if isinstance(node, ast.Compare):  # what is looked for, not what is said
            allowed.update(ast.iter_child_nodes(node))
        if isinstance(node, ast.Subscript):
            allowed.update(ast.walk(node.slice))
        if (
            isinstance(node, ast.Assert)
            or _is_excused_raise(node)
            or _called(node) & NOT_FOR_RUNNERS
        ):
            allowed.update(ast.walk(node))
    return [
        text
        for node in ast.walk(tree)
        if node not in allowed and WORDS.search(MARKUP.sub("", text := _text(node)))
    ]


def _text(node: ast.AST) -> str:
    """Return the text of a string, and of an f-string with □ in each place."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "□" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_excused_raise(node: ast.AST) -> bool:
    """Our own mistakes are for us to read. Every other error is reported to whoever called."""
    said = _called(node.exc) if isinstance(node, ast.Raise) else set()
    return any(name.endswith("Error") or name == "EngineFault" for name in said)


def _called(node: ast.AST | None) -> set[str]:
    if not isinstance(node, ast.Call):
        return set()
    return {getattr(node.func, "id", getattr(node.func, "attr", ""))}


@pytest.mark.parametrize(
    "code",
    [
        'note = "You should rest now"',
        'note = f"You {verb} now."',
        'note = "<p>Please rest today</p>"',
        'note = f"<b>{x}</b> Rest!"',
        'label = "Today"',
        'click.echo(f"Written to {path}")',
        'raise FileFault(Fault(what="there is no such file", where=where, fix=fix))',
        'Fault(what=what, where=where, fix=f"write {name} again")',
    ],
)
def test_a_stranger_is_seen(code: str) -> None:
    """A sentence, one in pieces, one in markup and a single word are all found."""
    assert strangers_in(code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_sentence_for_runners_is_in_the_code(path: Path) -> None:
    """A file that makes what runners read holds no sentence of its own."""
    assert strangers(path) == []


@pytest.mark.parametrize("pattern", NOT_READ_BY_RUNNERS)
def test_what_runners_do_not_read_has_words_of_its_own(pattern: str) -> None:
    """A file is left out for its words alone: without any it is not an exception."""
    assert any(strangers(path) for path, name in NAME.items() if fnmatch(name, pattern))
