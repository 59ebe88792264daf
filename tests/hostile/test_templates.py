"""Templates that somebody else wrote: they get text, and reach nothing but their own folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLES, ROOT
from triage.cli.errors import guarded
from triage.errors import EngineFault, FileFault, TemplateFault
from triage.report.formats import fill as door
from triage.report.formats.fill import Macros, check_plain, fill
from triage.resources import templates_folder
from triage.store.templates import environment
from triage.store.words import words_file

SHEET = EXAMPLES / "lower_back.yaml"
ROSTER = "runner,date,complaint\nR-014,2026-11-23,no\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in an empty folder; return its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = guarded([str(each) for each in arguments])
        return code, *capsys.readouterr()

    return ran


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    """Write a template into a folder of the user's own, and return the folder."""

    def write(text: str, name: str = "words.j2") -> Path:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


COMMANDS = {
    "assess": ["assess", SHEET, "-o", "report.html"],
    "assess_text": ["assess", EXAMPLES / "red_flag.yaml"],
    "assess_md": ["assess", EXAMPLES / "upper_back.yaml", "-f", "md"],
    "ask": ["ask", "--no-input", "-a", "emergency_signs.fainted=yes", "-o", "report.md"],
    "why": ["why", SHEET],
    "why_not": ["why-not", SHEET, "emergency"],
    "what_if": ["what-if", SHEET, "age=70"],
    "change": ["change", SHEET, "--to", "see_doctor"],
    "calendar": ["calendar", SHEET, "--details", "-o", "exercises.ics"],
    "screen": ["screen", "squad.csv", "-o", "week", "--reports", "reports", "--workers", "1"],
    "trends": ["screen", "weeks", "-o", "trends"],
    "form": ["screen", "--template", "form", "-o", "-"],
    "book": ["pack", "book", "-o", "book.md"],
    "book_html": ["pack", "book", "-o", "book.html"],
    "cover": ["pack", "cover", "-o", "cover.html"],
    "diff": ["pack", "diff", ROOT / "rules" / "starter_wrist", ROOT / "rules" / "starter_wrist"],
    "graph": ["pack", "graph", "-f", "svg", "-o", "graph.svg"],
    "hazards": ["pack", "hazards", "-o", "hazards.md"],
}


def is_plain(tree: Any) -> bool:
    """Say whether there is nothing in a tree but text, numbers, yes and no, None and nesting."""
    match tree:
        case dict():
            return all(type(key) is str and is_plain(value) for key, value in tree.items())
        case list() | tuple():
            return all(map(is_plain, tree))
    return tree is None or isinstance(tree, str | int | float)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_tree_that_a_template_gets_is_plain(
    command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command hands a template an object with methods of its own."""
    trees: list[Any] = []

    def noted(tree: Any, name: str) -> None:
        trees.append(tree)
        check_plain(tree, name)

    (tmp_path / "squad.csv").write_text(ROSTER, encoding="utf-8")
    if command == "trends":
        for day in ("2026-11-23", "2026-11-24"):
            assert run("screen", "squad.csv", "-o", f"weeks/{day}", "--today", day)[0] == 0
    monkeypatch.setattr(door, "check_plain", noted)
    code, _, err = run(*COMMANDS[command])
    assert code == 0, err
    assert trees
    assert all(map(is_plain, trees))


@pytest.mark.parametrize("value", [Path("sheet.yaml"), object(), {1, 2}, len, b"bytes", Path.cwd])
def test_a_template_is_never_given_an_object(value: object) -> None:
    """What is not plain does not reach a template, however deep it lies: it is our own mistake."""
    with pytest.raises(EngineFault):
        fill("words.j2", {"rows": [{"value": value}]}, environment("text"))
    with pytest.raises(EngineFault):
        Macros("words.j2", environment("text")).written(value)


def test_only_the_door_fills_templates() -> None:
    """No other code takes a template from an environment, so none gets a tree unchecked."""
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "triage").rglob("*.py"))
        if re.search(r"get_template|from_string|select_template", path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == ["triage/report/formats/fill.py", "triage/store/templates.py"]


@pytest.mark.parametrize(
    "attempt",
    [
        '{{ (path.cwd() / "made.txt").write_text("x") }}',
        "{{ path.__class__.__mro__ }}",
        "{{ path.format.__globals__ }}",
        "{{ '{0.__class__}'.format(path) }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'].listdir('.') }}",
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ path | attr('__class__') }}",
        "{{ open('made.txt', 'w') }}",
        "{{ [].append(1) }}",
        "{{ range(10 ** 9) | list }}",
    ],
)
def test_a_template_cannot_reach_the_disk_or_python(
    attempt: str, run: Run, own: Callable[..., Path], tmp_path: Path
) -> None:
    """The attempt is a fault of its file and line, and neither it nor a report is written."""
    folder = own("{% macro written(path) %}\n" + attempt + "\n{% endmacro %}\n")
    code, out, err = run("assess", SHEET, "--templates", folder, "-f", "json", "-o", "out.json")
    assert (code, out) == (4, "")
    assert f"{folder}/words.j2:2: the template has a mistake here: " in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own"]


def test_a_users_templates_get_no_more_names_than_jinja2_gives(own: Callable[..., Path]) -> None:
    """There is no `open`, and nothing of ours, among what a template can name."""
    names = environment("text", own("")).globals
    assert set(names) == {"range", "dict", "lipsum", "cycler", "joiner", "namespace"}


MISTAKES = {
    "syntax": ("first\n{% if %}\n", 2),
    "undefined": ("first\n{{ no_such_thing }}\n", 2),
    "undefined_key": ("first\n\n{{ disposition.nothing.here }}\n", 3),
    "wrong_type": ("{{ 1 + disposition.title }}\n", 1),
    "recursion": ("{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}\n", 1),
    "no_such_template": ("first\n{% include 'nowhere.j2' %}\n", 2),
    "outside": ("first\n{% include '../../secret.j2' %}\n", 2),
    "unclosed": ("{% for a in answers %}\n", 1),
    "division": ("first\n{{ 1 / 0 }}\n", 2),
}


@pytest.mark.parametrize(
    ("mistake", "format"),
    [*((mistake, "md") for mistake in MISTAKES), ("undefined", "text"), ("undefined", "html")],
)
def test_a_mistake_in_a_template_has_a_file_and_a_line(
    mistake: str, format: str, run: Run, own: Callable[..., Path]
) -> None:
    """Exit 4, no traceback, no report, and what a runner without a result should do."""
    text, line = MISTAKES[mistake]
    name = {"text": "report.txt.j2", "md": "report.md.j2", "html": "report.html.j2"}[format]
    folder = own(text, name)
    code, out, err = run("assess", SHEET, "--templates", folder, "-f", format)
    assert (code, out) == (4, "")
    assert err.startswith(f"{folder}/{name}:{line}: the template has a mistake here: ")
    assert "Traceback" not in err
    assert "Do not take this as good news." in err


def test_a_file_of_words_that_lacks_some_is_the_users_mistake(
    run: Run, own: Callable[..., Path]
) -> None:
    """A shipped template that needs a word finds none: exit 4, not an error of ours."""
    code, out, err = run("assess", SHEET, "--templates", own("{% set grades = {} %}\n"))
    assert (code, out) == (4, "")
    assert "the template has a mistake here" in err


def test_a_mistake_in_the_words_of_squads_is_the_users(run: Run, own: Callable[..., Path]) -> None:
    """squad.yaml is replaced like a template, so its faults are those of a template."""
    folder = own("states: [\n", "squad.yaml")
    (folder.parent / "squad.csv").write_text(ROSTER, encoding="utf-8")
    code, out, err = run("screen", "squad.csv", "-o", "week", "--templates", folder)
    assert (code, out) == (4, "")
    assert f"{folder}/squad.yaml:" in err


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_a_report_of_a_screening_is_the_users(
    workers: int, run: Run, own: Callable[..., Path]
) -> None:
    """The fault comes back whole from the processes that write reports."""
    folder = own("{{ nothing }}\n", "report.html.j2")
    rows = [f"R-{n:03},2026-11-23,yes,{n + 30}" for n in range(8)]
    (folder.parent / "squad.csv").write_text("\n".join(["runner,date,complaint,Age", *rows]))
    code, _, err = run(
        *("screen", "squad.csv", "-o", "week", "--reports", "reports"),
        *("--templates", folder, "--workers", workers),
    )
    assert code == 4
    assert f"{folder}/report.html.j2:1: the template has a mistake here: " in err


@pytest.mark.parametrize("name", ["words.j2", "squad.yaml"])
def test_a_link_that_leads_out_of_the_folder_is_refused(
    name: str, own: Callable[..., Path], tmp_path: Path
) -> None:
    """A folder of templates cannot show a file of the user's that it does not contain."""
    (tmp_path / "secret.txt").write_text("answers", encoding="utf-8")
    folder = own("", "other.j2")
    (folder / name).symlink_to(tmp_path / "secret.txt")
    with pytest.raises(FileFault, match="link that leads out of the folder"):
        read(name, folder)


def test_a_folder_that_is_a_link_is_refused_too(own: Callable[..., Path], tmp_path: Path) -> None:
    """`parts` may not lead elsewhere either."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "why.html.j2").write_text("secret", encoding="utf-8")
    folder = own("", "other.j2")
    (folder / "parts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileFault, match="link that leads out of the folder"):
        read("parts/why.html.j2", folder)


def test_a_link_inside_the_folder_is_followed(own: Callable[..., Path]) -> None:
    """One template may serve under two names."""
    folder = own("hello", "mine.j2")
    (folder / "words.j2").symlink_to("mine.j2")
    assert environment("text", folder).get_template("words.j2").render() == "hello"


@pytest.mark.parametrize("name", ["words.j2", "squad.yaml"])
@pytest.mark.parametrize("kind", ["fifo", "device", "folder", "itself", "nowhere"])
def test_what_is_not_a_file_is_no_template(kind: str, name: str, own: Callable[..., Path]) -> None:
    """A pipe, a device or a broken link is refused at once, and never waited for."""
    folder = own("", "other.j2")
    path = folder / name
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to({"device": "/dev/zero", "itself": name, "nowhere": "nothing"}[kind])
    with pytest.raises(FileFault) as raised:
        read(name, folder)
    assert raised.value.faults[0].where.file == str(path)


@pytest.mark.parametrize("content", [b"x" * 2_000_001, b"\xff\xfe\x00", b"{{ '\0' }}"])
def test_what_is_not_a_text_of_a_decent_size_is_no_template(
    content: bytes, own: Callable[..., Path]
) -> None:
    """A huge or a binary file is a fault of that file."""
    folder = own("")
    (folder / "words.j2").write_bytes(content)
    with pytest.raises(FileFault):
        read("words.j2", folder)


def read(name: str, folder: Path) -> None:
    """Read a file of a user's folder as commands do."""
    if name.endswith(".j2"):
        Macros(name, environment("text", folder))
    else:
        words_file(name, folder)


def test_shipped_templates_run_in_the_sandbox_too(run: Run, own: Callable[..., Path]) -> None:
    """A folder with no template of ours in it changes nothing."""
    folder = own("", "unused.j2")
    assert folder != templates_folder()
    for format in ("text", "md", "html"):
        with_own = run("assess", SHEET, "-f", format, "--templates", folder)
        assert with_own[0] == 0, with_own[2]
        if format != "text":  # with --templates, text is that of the whole report
            assert with_own == run("assess", SHEET, "-f", format)


def test_a_fault_of_a_template_is_not_one_of_the_pack() -> None:
    """Both have the same exit code: what is wrong is beside the answers, not in them."""
    assert TemplateFault.exit_code == 4
