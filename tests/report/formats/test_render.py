"""A tree reaches a template as it is, with nothing in it that could become markup."""

from __future__ import annotations

from pathlib import Path

from triage.report.formats.render import render_tree
from triage.store.templates import environment


def written(template: str, tree: dict[str, object], folder: Path) -> str:
    """Return a tree written by a template of one's own."""
    (folder / "own.md.j2").write_text(template, encoding="utf-8")
    return render_tree(tree, "own.md.j2", environment("md", folder))


def test_texts_in_lists_of_lists_cannot_become_markup(tmp_path: Path) -> None:
    """A star in an answer is a star, however deep it lies."""
    tree: dict[str, object] = {"rows": [[{"text": "*loud*"}]]}
    assert written("{{ rows[0][0].text }}", tree, tmp_path) == r"\*loud\*"


def test_a_list_is_to_a_template_what_a_list_is(tmp_path: Path) -> None:
    """Compared, joined, counted, sliced and searched, it is the list of its items."""
    tree: dict[str, object] = {"a": ["x", "y"], "b": ["x", "y"], "c": ["z"]}
    for expression, expected in {
        "a == b": "True",
        "a != c": "True",
        "(a + c) | join('')": "xyz",
        "(['w'] + a) | join('')": "wxy",
        "a | length": "2",
        "a[1:] | join('')": "y",
        "'x' in a": "True",
        "(a | first) ~ (a | last)": "xy",
        "a is sequence": "True",
    }.items():
        assert written(f"{{{{ {expression} }}}}", tree, tmp_path) == expected, expression
