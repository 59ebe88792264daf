"""The short way to lay Markdown out for a terminal and the long one write the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.report.formats import any_markdown, simple_markdown
from triage.report.formats.terminal import lay_out

REPORT = """# Look after it yourself

**What to do first.** Call 999, or go to A&E \\(the emergency room\\). See rules runner_back_pain
1.0.0, and come back if it takes you more than 14 days to feel any better… or worse.

## Go now if…

- you have a changed feeling between your legs, where a saddle would touch, or any of the other
  signs in this list
- **Two.** your pain began with a bad accident

### Today

Nothing else."""

FRAGMENTS = st.sampled_from(
    [
        *("a", "word", "unquestionably", "12", "é", "…", "漢", "\u2013", "\u0301", "\u00ad", "\t"),
        *(" ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\n  ", "\n    ", "  \n"),
        *("**", "**", "*", "_", "`", "~~", "\\", "\\*", "\\(", "\\a", "&", "&amp;", "&#65;"),
        *("- ", "\n- ", "\n- ", "\n- ", "* ", "+ ", "1. ", "# ", "\n\n## ", "\n\n### ", "#### "),
        *("> ", "|", "[a](b)", "[a]: b", "<b>", "<!--", "!", "---", "===", "| - |", "\n--\n", "http://a.b"),
        *(".", ",", ":", "(", ")", "'", '"', "“", "”", "@", "%", "/", "=", "-", "+"),
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.integers(20, 60), st.booleans())
def test_what_is_laid_out_the_short_way_looks_the_same_the_long_way(
    markdown: str, width: int, colour: bool
) -> None:
    short = simple_markdown.lay_out(markdown, width=width, colour=colour)
    if short is not None:
        assert short == any_markdown.lay_out(markdown, width=width, colour=colour)


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
    st.integers(20, 60),
    st.booleans(),
)
def test_so_it_does_with_whole_reports(blocks: list[int], dice, width: int, colour: bool) -> None:
    """Random headings, paragraphs and lists of plain and strong words, which are all simple."""

    def words() -> str:
        said = [
            dice.choice(["a", "pain_days", "A&E", "it's", "14", "é…", "\\*"]) for _ in range(12)
        ]
        said[dice.randrange(12)] = dice.choice(["**Stop now.**", "**a\\_b**", "(**x**", "**y**;"])
        return "so " + dice.choice([" ", " ", "  "]).join(said)

    kinds = ("# so it is", "### and is", words(), f"- {words()}\n  {words()}\n- {words()}")
    chosen = [b for a, b in zip([None, *blocks], blocks, strict=False) if (a, b) != (3, 3)]
    markdown = "\n\n".join(kinds[block] for block in chosen)
    short = simple_markdown.lay_out(markdown, width=width, colour=colour)
    assert short == any_markdown.lay_out(markdown, width=width, colour=colour)


@pytest.mark.parametrize("colour", [False, True])
def test_a_report_is_laid_out_the_short_way(colour: bool) -> None:
    short = simple_markdown.lay_out(REPORT, width=60, colour=colour)
    assert short == any_markdown.lay_out(REPORT, width=60, colour=colour)


@pytest.mark.parametrize(
    "markdown",
    [
        "1. one\n2. two",
        "| a |\n|---|\n| b |",
        "- a\n\n- b",
        "- a\n  - b",
        "a[^1]",
        "> a",
        "*a*",
        "",
    ],
)
def test_what_may_be_more_than_a_report_is_left_to_the_long_way(markdown: str) -> None:
    assert simple_markdown.lay_out(markdown, width=60, colour=False) is None
    assert lay_out(markdown, width=60, colour=False) == any_markdown.lay_out(
        markdown, width=60, colour=False
    )


def test_the_report_of_an_example_does_not_import_rich() -> None:
    command = "import sys; from triage.cli.errors import guarded; guarded(sys.argv[1:]); "
    command += "sys.stderr.write(str('rich' in sys.modules))"
    sheet = Path(__file__).parents[3] / "examples/lower_back.yaml"
    arguments = [sys.executable, "-c", command, "assess", str(sheet)]
    result = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert result.stderr == "False"
