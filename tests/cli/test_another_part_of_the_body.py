"""A pack about a wrist says nothing about backs, wherever its words come out."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.ask.terminal import Terminal
from tests.cli.conftest import ROOT
from triage.cli.errors import guarded
from triage.resources import templates_folder

WRIST = ROOT / "rules" / "starter_wrist"

# Ids such as lower_back count too, so a word ends at whatever is no letter.
ABOUT_BACKS = re.compile(
    r"""(?<![A-Za-z]) (?:
        backs? | back[- ]?(?:ache|pain)s? | spines? | spinal | vertebrae? | lumbar | thoracic
        | dis[ck]s? | sciatica? | cauda | coccyx | sacr(?:um|al) | flanks? | loins? | groins?
        | legs? | knees? | thighs? | hips? | buttocks? | pelvi[cs] | saddle | genitals?
        | bladder | bowels? | wee | poo | urine
    ) (?![A-Za-z])""",
    re.VERBOSE | re.IGNORECASE,
)
# What is said of other things than a part of the body, phrase by phrase.
OF_OTHER_THINGS = re.compile(
    r"""\b(?:go|goes|going|went|gone) \s back\b       # in the interview
    | \bb \s back\b                                   # its key
    | \bcommand_back\(\)                              # its words
    | "return": \s "Back \s to \s running"            # a heading of advice
    | \bfrom \s the \s back\b                        # a map of the body, of whichever part of it
    | \b(?:id|view): \s back,""",
    re.VERBOSE | re.IGNORECASE,
)


def about_backs(text: str) -> list[str]:
    """Return the words about backs, each with what is around it."""
    rest = OF_OTHER_THINGS.sub(" ", text)
    return [
        rest[max(0, m.start() - 40) : m.end() + 40].replace("\n", " ")
        for m in ABOUT_BACKS.finditer(rest)
    ]


@pytest.mark.parametrize(
    "planted",
    [
        "if there is numbness between the legs,",
        "Is your back sore?",
        "models for self-referral of low back pain",
        "rules look like RF-SADDLE-01",
        '<g class="lower_back">',
        "loss of bladder or bowel control",
        "Go back to bed if your back hurts.",
        '{"back": "Back"}',
    ],
)
def test_a_word_about_backs_is_found(planted: str) -> None:
    """What is excused is a phrase and nothing around it."""
    assert about_backs(planted)


@pytest.mark.parametrize(
    "other", ["You can go back.", "(? why, b back, q stop)", "a feedback form", "the background"]
)
def test_a_word_about_other_things_is_not(other: str) -> None:
    """Going back in the interview has nothing to do with anyone's back."""
    assert about_backs(other) == []


@pytest.mark.parametrize(
    "path",
    sorted(
        path for path in templates_folder().rglob("*") if path.suffix in (".j2", ".yaml", ".toml")
    ),
    ids=lambda path: path.name,
)
def test_words_that_all_packs_share_are_not_about_backs(path: Path) -> None:
    """Whatever is written there, in whichever branch, a pack about a wrist may show."""
    assert about_backs(path.read_text(encoding="utf-8")) == []


# -- what comes out --------------------------------------------------------------------------------

SHEETS = {
    "emergency": "answers: {urgent: [cold]}\n",
    "mild": (
        "answers: {urgent: none, start: slowly, signs: none, days: 3, grip: all_day, "
        "lifting_hurts: yes}\n"
    ),
    "unfinished": "answers: {start: fall, signs: {bone_pain: unsure}}\n",
}
ROSTER = """\
runner,date,complaint,urgent,start,signs,days,grip,lifting_hurts
R-1,2026-11-23,yes,cold,,,,,
R-2,2026-11-23,yes,none,slowly,none,3,all_day,yes
R-3,2026-11-23,yes,,fall,,,,
R-4,2026-11-23,no,,,,,,
R-5,2026-11-01,yes,none,slowly,none,3,all_day,yes
R-6,,,,,,,,
R-7,2026-11-23,yes,perhaps,sideways,hot and cold,many,,
"""
SCREEN = ("screen", "roster.csv", "--today", "2026-11-24", "-o")
PRINTED: list[tuple[str, ...]] = [
    *[
        ("assess", f"{sheet}.yaml", "-f", format)
        for sheet in SHEETS
        for format in ("text", "md", "html", "json")
    ],
    *[("ask", "--no-input", "-a", "urgent=cold"), ("ask", "--no-input")],
    *[("why", f"{sheet}.yaml") for sheet in SHEETS],
    ("why-not", "mild.yaml", "emergency"),
    ("what-if", "mild.yaml", "urgent=cold"),
    ("change", "mild.yaml"),
    ("calendar", "mild.yaml"),
    ("screen", "roster.csv", "--preview"),
    ("screen", "--template", "csv"),
    ("screen", "--template", "form"),
]
OF_THE_PACK: list[tuple[str, ...]] = [
    ("book", "-o", "book.html"),
    ("book", "-o", "book.md", "--cover"),
    *[("graph", "-f", format) for format in ("svg", "dot", "mermaid")],
    ("test", "--scoreboard", "scoreboard.md"),
    ("hazards",),
    ("cover",),
    ("check",),
]
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own, and return what it printed and wrote."""
    monkeypatch.chdir(tmp_path)
    for name, text in SHEETS.items():
        Path(f"{name}.yaml").write_text(text)
    Path("roster.csv").write_text(ROSTER)
    before = {*tmp_path.rglob("*")}

    def run(*arguments: object) -> str:
        guarded([str(each) for each in arguments])
        printed = capsys.readouterr()
        new = sorted(path for path in {*tmp_path.rglob("*")} - before if path.is_file())
        return "\n".join([printed.out, printed.err, *map(content, new)])

    return run


def content(path: Path) -> str:
    """Return a file as text, and a workbook as the text of its parts."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@pytest.mark.parametrize("arguments", PRINTED, ids=" ".join)
def test_no_command_shows_a_word_about_backs(run: Run, arguments: tuple[str, ...]) -> None:
    """Reports in every format, explanations, and what an empty roster asks."""
    text = run(*arguments, "--pack", WRIST)
    assert len(text) > 20
    assert "Traceback" not in text
    assert about_backs(text) == []


@pytest.mark.parametrize("arguments", OF_THE_PACK, ids=" ".join)
def test_no_page_about_the_pack_shows_a_word_about_backs(
    run: Run, arguments: tuple[str, ...]
) -> None:
    """The book, the graph, the scoreboard and what else is for reviewers."""
    command, *options = arguments
    text = run("pack", command, WRIST, *options)
    assert len(text) > 20
    assert about_backs(text) == []


def test_no_file_of_a_screening_shows_a_word_about_backs(run: Run) -> None:
    """The board, results, what was rejected, the clinician's trace, reports and trends."""
    formats = ("-f", "csv", "-f", "xlsx", "--clinician", "trace.csv", "--reports", "reports")
    text = run(*SCREEN, "weeks/one", *formats, "--pack", WRIST)
    for expected in ("board.html", "results.csv", "results.xlsx", "unread.csv"):
        assert (Path("weeks/one") / expected).is_file()
    assert "No training. Call for help now." in text
    assert about_backs(text) == []
    shutil.rmtree("reports")
    assert about_backs(run("screen", "weeks", "-o", "trends", "--pack", WRIST)) == []
    assert (
        about_backs(run("screen", "--template", "xlsx", "-o", "blank.xlsx", "--pack", WRIST)) == []
    )


def test_no_word_of_the_interview_is_about_backs(tmp_path: Path) -> None:
    """Questions with their help and reasons, until it is stopped; and one that ends at once."""
    stopped = Terminal(tmp_path, "--plain", pack=str(WRIST))
    stopped.answer("?", "n", "?", "2", "?", "n", "?", "3", "?", "3", "q")
    urgent = Terminal(tmp_path, "--plain", "--draft", "other.yaml", pack=str(WRIST))
    urgent.answer("?", "1")
    urgent.expect("Your choice: ")
    urgent.child.sendline("")
    for terminal in (stopped, urgent):
        text = terminal.end()
        assert "cold, blue or numb" in text
        assert about_backs(text) == []


@pytest.mark.parametrize(
    "broken", ["triage.engine.assess.Engine.assess", "triage.knowledge.pack.build.build_pack"]
)
def test_a_failure_is_not_about_backs(
    run: Run, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """Whether the pack was loaded before the failure or is what failed."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("something inside")

    monkeypatch.setattr(broken, fail)
    text = run("assess", "mild.yaml", "--pack", WRIST)
    assert "Do not take this as good news" in text
    assert about_backs(text) == []


def test_a_new_pack_is_not_about_backs(run: Run) -> None:
    """What an author begins with is about a wrist alone."""
    text = run("pack", "new", "my_pack")
    assert "coach.yaml" in text
    assert about_backs(text) == []


def test_a_word_planted_in_a_shared_template_comes_out_and_is_found(run: Run) -> None:
    """The test of the commands above would fail."""
    Path("own").mkdir()
    shipped = (templates_folder() / "report.md.j2").read_text(encoding="utf-8")
    (Path("own") / "report.md.j2").write_text(shipped + "\nMind your spine.\n", encoding="utf-8")
    text = run("assess", "mild.yaml", "-f", "md", "--templates", "own", "--pack", WRIST)
    assert about_backs(text)
