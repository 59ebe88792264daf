"""The plain tree -> text, by a template. No decision about a runner is taken here.

HTML is always rendered with autoescape on. In Markdown every text of the tree is escaped before
the template sees it, so that no answer, name or pack text can become markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from triage.report.formats.fill import fill

if TYPE_CHECKING:
    from triage.model.pack import Pack
    from triage.report.view.report import ReportView


TEMPLATES: Mapping[str, str] = {
    "text": "report.txt.j2",
    "md": "report.md.j2",
    "html": "report.html.j2",
}
FORMATS = (*TEMPLATES, "json")

_MARKDOWN = re.compile(
    r"([\\`*\[\]<>#|~]|(?<!\w)_|_(?!\w)|^[-+](?=\s)|^\d+(?=[.)]\s))", re.MULTILINE
)
_MAY_BE_MARKUP = re.compile(r"[\\`*\[\]<>#|~_]|^[-+\d]", re.MULTILINE)
"""Found in every text `_MARKDOWN` is found in, at a sixth of the time: most texts have none."""


def render(report: ReportView, format: str, environment: Environment, pack: Pack) -> str:
    """Return a report in one of `FORMATS`; `text` is Markdown, for `terminal` to lay out.

    `pack` has the poses that the exercises of a page are drawn from.
    """
    if format == "json":  # each format imports what only it needs
        from triage.report.facts.facts import facts

        return to_lines(facts(report, pack))
    if format == "html":
        from triage.report.pictures.illustrated import illustrated

        page = illustrated(report, pack)
        return fill(TEMPLATES[format], page, environment)
    return render_tree(report, TEMPLATES[format], environment)


def render_tree(tree: Any, template: str, environment: Environment) -> str:
    """Return any plain tree as Markdown, its texts escaped, by the template of that name."""
    return fill(template, tree, environment, _escaped)


def to_json(tree: object) -> str:
    """Return a tree as JSON with its own key order, ending in a new line."""
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def to_lines(facts: Mapping[str, Any]) -> str:
    """Return facts as JSON: one line for each key, and for each row of a table."""
    lines = [f"{_line(key)}:{_rows(value)}" for key, value in facts.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rows(value: Any) -> str:
    if isinstance(value, list) and any(isinstance(row, dict) for row in value):
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    if isinstance(value, dict) and any(isinstance(row, dict) for row in value.values()):
        rows = (f"{_line(key)}:{_line(row)}" for key, row in value.items())
        return "{\n" + ",\n".join(rows) + "\n}"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return _MARKDOWN.sub(r"\\\1", value) if _MAY_BE_MARKUP.search(value) else value
    if isinstance(value, list):
        return _Escaped(value)
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value


class _Escaped(Sequence[Any]):
    """A list whose items are escaped when a template takes them: of most it takes none."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: Any) -> Any:
        return _escaped(self._items[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Escaped) and self._items == other._items

    __hash__ = None  # type: ignore[assignment]  # like a list's

    def __add__(self, others: Iterable[Any]) -> list[Any]:
        return [*self, *others]

    def __radd__(self, others: Iterable[Any]) -> list[Any]:
        return [*others, *self]
