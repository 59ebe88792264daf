"""Errors -> messages on stderr and exit codes. The codes are documented in docs/cli.md."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from triage.cli.plain import write_plainly
from triage.errors import EngineFault, FileFault, Location, TriageError

OUR_FAULT = 70
INTERRUPTED = 130

COULD_NOT_ASSESS = """\
We could not assess this runner. Something went wrong in the software, not in the answers.
Do not take this as good news: please ask a doctor or physiotherapist, and if there is numbness
between the legs, loss of bladder or bowel control, weakness in both legs, chest pain, trouble
breathing or a faint, call for emergency help now."""


def guarded(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; never let a traceback reach a user."""
    from triage.cli import main

    debug = "--debug" in arguments
    for stream in (sys.stdout, sys.stderr):
        write_plainly(stream)
    try:
        code = main.commands(args=list(arguments), prog_name="triage", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo("\nStopped.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TriageError as error:
        if debug:
            traceback.print_exc()
        _show_faults(error)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # of stdout, mostly: files of ours are told as FileFault
        if debug:
            traceback.print_exc()
        click.echo(f"what was to be written could not be: {error.strerror}", err=True)
        click.echo("    fix: make room, or write to another place with -o", err=True)
        return FileFault.exit_code
    except (EngineFault, Exception) as error:
        if debug:
            traceback.print_exc()
        click.echo(COULD_NOT_ASSESS, err=True)
        click.echo(
            f"\nFor the people who mend it: {error!r}. Add --debug for the details.", err=True
        )
        return OUR_FAULT
    return code if isinstance(code, int) else 0


def _show_faults(error: TriageError) -> None:
    places: dict[tuple[str, str], list[Location]] = {}
    for fault in error.faults:
        places.setdefault((fault.what, fault.fix), []).append(fault.where)
    for (what, fix), (first, *others) in places.items():
        click.echo(f"{first}: {what}\n    fix: {fix}", err=True)
        if others:
            click.echo(f"    also at: {', '.join(map(str, others))}", err=True)
    if len(error.faults) > 1:
        click.echo(f"{len(error.faults)} faults. Nothing was done.", err=True)
