"""Every guard that docs/trust.md names is shown by a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/trust.md").read_text(encoding="utf-8")


def test_every_row_names_a_test_that_exists() -> None:
    """A row is an attack or fault, what guards against it, and one test."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "`tests/" in line]
    assert len(rows) > 100
    missing = []
    for row in rows:
        found = re.search(r"`(tests/[\w/]+\.py)::(test_\w+)` \|$", row)
        assert found is not None, row
        text = (ROOT / found[1]).read_text(encoding="utf-8") if (ROOT / found[1]).exists() else ""
        if f"def {found[2]}(" not in text:
            missing.append(f"{found[1]}::{found[2]}")
    assert not missing
