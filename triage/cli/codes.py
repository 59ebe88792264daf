"""The exit codes of the commands. Those of errors are in `triage.errors`; docs/cli.md lists all.

2, the command was called wrongly, is click's.
"""

SOME_UNREAD = 3
"""Cells or rows of a roster could not be read; the others were screened."""
PACK_AT_FAULT = 4
"""The pack has a fault, or something that was to hold of it does not."""
REACHED = 10
"""`--exit-on LEVEL` was given, and that level was reached or can still be."""
OUR_FAULT = 70
"""A mistake of the software: the runner could not be assessed."""
INTERRUPTED = 130
"""The user stopped the command."""
