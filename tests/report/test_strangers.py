"""Every word a runner reads comes from a pack or a template, and every word is plain English.

A translation needs no code. A phrase that reads as translated is found wherever people read it.
"""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

import triage
from triage.resources import templates_folder

PACKAGE = Path(triage.__file__).parent
NOT_READ_BY_RUNNERS = {
    "assurance/*": "what authors of a pack, and whoever checks a report, read",
    "columnar/*": "what whoever screens a squad reads",
    "screening/*": "what whoever screens a squad reads",
    "knowledge/pack/*": "what is wrong with a pack, for its author",
    "knowledge/yaml/form": "what is wrong with a pack, for its author",
    "model/skeleton/pose": "what each joint does, for authors of packs",
    "report/facts/reasons": "the JSON report, for programs",
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
    "today_option",
    "output_option",
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


# -- plain English: docs/glossary.md has a better word for each of these ---------------------------

DIALECT = re.compile(
    r"\bhangs? on\b|\bparted\b|\bmend(s|ed)?\b|\bnobody\b|\bwhom\b|\banew\b|\bone of ours\b"
    r"|\bstands (in|on|under|above|below|here|there|alone|twice)\b|\bstand (there|above|below)\b"
    r"|(?<!there )\bis no (?!longer\b)\w"  # 'this is no roster', but not 'there is no roster'
    r"|\b(is|are|was|were|be) told\b|\btold (twice|above|below)\b"
    r"|\b(row|line|page|file|document|entry|set) an? [a-z]"  # 'a row a runner'
    r"|\btake (it|the \w+) away\b|\bsent elsewhere\b|\bcomes? out (otherwise|elsewhere)\b"
    r"|\b(calmer|calmest|likelier)\b|\bgo on with\b|\bplay safe\b|\bmakes? of (it|such|them)\b",
    re.IGNORECASE,
)
JINJA = re.compile(r"\{#.*?#\}|<[^<>]*>|\"\w+\":|\{%-?\s*(?!set).*?%\}|\{\{.*?\}\}", re.DOTALL)
READ = {path: NAME[path] for path in NAME} | {
    path: path.relative_to(templates_folder()).as_posix()
    for path in templates_folder().rglob("*.*")
    if path.suffix in (".j2", ".toml", ".yaml") and not re.search(r"\.(css|js)\.", path.name)
}
PLAIN = sorted(READ)


def dialect(path: Path) -> list[str]:
    """Return the phrases of a file that people read and that are not plain English."""
    text = path.read_text(encoding="utf-8")
    read = sentences(text) if path.suffix == ".py" else [JINJA.sub(" ", text)]
    return [text[max(0, m.start() - 20) :][:60] for text in read for m in DIALECT.finditer(text)]


def sentences(code: str) -> list[str]:
    """Return the messages of a file's code and the help of its commands, without docstrings."""
    tree = ast.parse(code)
    docstrings: set[ast.AST] = set()
    helps = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docstrings.update(s.value for s in body if isinstance(s, ast.Expr))
        if isinstance(node, ast.FunctionDef) and any(
            _called(decorator) & {"command", "group"} for decorator in node.decorator_list
        ):
            helps.append(ast.get_docstring(node) or "")
    texts = [_text(node) for node in ast.walk(tree) if node not in docstrings]
    return [*helps, *(text for text in texts if " " in text)]


@pytest.mark.parametrize(
    "phrase",
    [
        "have a row a runner",
        "columns parted by commas",
        "'x' stands in it twice",
        "this is no Parquet file",
        "the column 'x' is one of ours",
        "for the people who mend it",
        "what the advice hangs on",
        "Neither is told twice",
    ],
)
def test_dialect_is_seen(phrase: str) -> None:
    """The phrases that were found and reworded are found again should they come back."""
    assert DIALECT.search(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "there is no such file",
        "it is no longer shown",
        "You told us: you have a fever.",
        "stand on one leg for 10 seconds",
        "add one row per runner",
    ],
)
def test_plain_english_is_left_alone(phrase: str) -> None:
    """What only looks like dialect is not complained about."""
    assert not DIALECT.search(phrase)


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_people_read_is_plain_english(path: Path) -> None:
    """No message, help text or template uses a phrase that reads as translated."""
    assert dialect(path) == []
