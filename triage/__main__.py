"""The command: runs the command line and turns every error into a message and an exit code."""

from __future__ import annotations

import sys

from triage.cli.errors import guarded


def run() -> None:
    """Run `triage` and leave with its exit code."""

    sys.exit(guarded(sys.argv[1:]))


if __name__ == "__main__":
    run()
