"""The command: runs the command line and turns every error into a message and an exit code."""

from __future__ import annotations

import gc
import sys

ROOMY = 500_000
"""New objects before Python looks for cycles. An assessment makes fewer, and leaves."""


def run() -> None:
    """Run `triage` and leave with its exit code.

    Looking for cycles among the objects of a pack hundreds of times, and once more on leaving,
    would be two fifths of the time of an assessment (benchmarks/startup.py).
    """
    gc.set_threshold(ROOMY)
    from triage.cli.streams import end, steady  # importing makes objects too

    steady()
    from triage.cli.errors import guarded

    code = end(guarded(sys.argv[1:]))
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
