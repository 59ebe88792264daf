"""Golden files: what the software says about an input, kept beside the input.

`RENEW_GOLDEN=1 pytest tests/knowledge` writes them anew; read what changed before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent
GOOD, BAD = HERE / "good", HERE / "bad"


def assert_golden(said: str, kept: Path) -> None:
    """Hold what was said against what was kept."""
    if os.environ.get("RENEW_GOLDEN"):
        kept.write_text(said + "\n", encoding="utf-8")
    assert said + "\n" == kept.read_text(encoding="utf-8")
