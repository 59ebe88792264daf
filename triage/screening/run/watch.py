"""What is called to show the progress of a screening."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[str, int, int], None]
"""Called to show progress: the name of a stage, how many are done, how many there are."""
