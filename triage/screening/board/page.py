"""Pages with a small script of their own, rendered so that a browser runs only that script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from jinja2 import Environment

from triage.report.formats.fill import fill


def render_page(template: str, tree: Mapping[str, Any], environment: Environment) -> str:
    """Return an HTML page; its policy names the one script it holds by its hash."""
    script = fill("board.js.j2", {}, environment)
    mark = b64encode(sha256(script.encode()).digest()).decode()
    return fill(template, {**tree, "policy": f"'sha256-{mark}'"}, environment)
