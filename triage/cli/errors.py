"""Errors -> messages on stderr and exit codes. The codes are documented in docs/cli.md.

The words are those of `triage.errors.worded`.
"""

from __future__ import annotations

import json
import sys
import textwrap
import traceback
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

import click

from triage.cli import printing
from triage.cli.codes import INTERRUPTED, OUR_FAULT
from triage.cli.loading import Loaded
from triage.cli.plain import write_plainly
from triage.errors import (
    EngineFault,
    Fault,
    FileFault,
    Location,
    TemplateFault,
    TriageError,
    worded,
)

FAULTS_SCHEMA = "triage-faults/1"
WIDTH = 96
"""Letters in a line, as in `faults.toml`."""


def guarded(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; never let a traceback reach a user."""
    from triage.cli import main

    for stream in (sys.stdout, sys.stderr):
        write_plainly(stream)
    loaded = Loaded(
        debug="--debug" in arguments,
        as_json="--json" in arguments and _command(arguments) == "pack",
    )
    return handled(
        lambda: main.commands(
            args=list(arguments), prog_name="triage", standalone_mode=False, obj=loaded
        ),
        loaded,
    )


def handled(command: Callable[[], object], loaded: Loaded) -> int:
    """Run a command and return its exit code, with every error as a message on stderr.

    Where JSON was asked for, faults are on stdout too, as JSON.
    """
    debug = loaded.debug
    try:
        code = command()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort as error:
        printing.echo(f"\n{worded('stopped')}", err=True)
        _show_notes(error.__cause__)  # what was interrupted
        return INTERRUPTED
    except click.ClickException as error:
        _show_misuse(error)
        if loaded.as_json:
            _print_faults(error.exit_code, [_fault_of(error)])
        return error.exit_code
    except TriageError as error:
        if debug:
            printing.echo(traceback.format_exc(), err=True, nl=False)
        _show_faults(error)
        if isinstance(error, TemplateFault) and loaded.pack is not None:
            printing.echo(worded("not_shown", what_to_do=_what_to_do(loaded)), err=True)
        _show_notes(error)
        if loaded.as_json:
            _print_faults(error.exit_code, error.faults)
        return error.exit_code
    except OSError as error:  # of stdout, mostly: our own files raise FileFault
        if debug:
            printing.echo(traceback.format_exc(), err=True, nl=False)
        printing.echo(worded("not_written", reason=error.strerror), err=True)
        _show_notes(error)
        return FileFault.exit_code
    except (EngineFault, Exception) as error:
        if debug:
            printing.echo(traceback.format_exc(), err=True, nl=False)
        printing.echo(worded("could_not_assess", what_to_do=_what_to_do(loaded)), err=True)
        printing.echo(f"\n{worded('technical_detail', error=repr(error))}", err=True)
        _show_notes(error)
        if loaded.as_json:
            _print_faults(OUR_FAULT, [Fault(what=repr(error), where=Location("triage"), fix="")])
        return OUR_FAULT
    return code if isinstance(code, int) else 0


def _command(arguments: Sequence[str]) -> str | None:
    return next((word for word in arguments if not word.startswith("-")), None)


def _fault_of(error: click.ClickException) -> Fault:
    """Return a wrong call of a command as a fault: where it is, is the command."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    command = ctx.command_path if ctx else "triage"
    return Fault(
        what=error.format_message(), where=Location(command), fix=f"see '{command} --help'"
    )


def _print_faults(code: int, faults: Iterable[Fault]) -> None:
    """Print faults as JSON, in one shape whatever went wrong."""
    listed = [{"what": f.what, **f.where._asdict(), "fix": f.fix} for f in faults]
    tree = {"schema": FAULTS_SCHEMA, "exit_code": code, "faults": listed}
    printing.print_document(json.dumps(tree, indent=2, ensure_ascii=False) + "\n")


def _show_misuse(error: click.ClickException) -> None:
    message = StringIO()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        error.ctx.color = True  # or click takes escape sequences out, where we write them out
    error.show(message)
    printing.echo(message.getvalue(), err=True, nl=False)


def _what_to_do(loaded: Loaded) -> str:
    """Return what a runner without a result should do.

    In the words of the pack if it was loaded, else in words that name no part of the body.
    """
    if loaded.pack is None:
        return worded("what_to_do")
    return textwrap.fill(loaded.pack.if_not_assessed, WIDTH)


def _show_faults(error: TriageError) -> None:
    places: dict[tuple[str, str], list[Location]] = {}
    for fault in error.faults:
        places.setdefault((fault.what, fault.fix), []).append(fault.where)
    for (what, fix), (first, *others) in places.items():
        printing.echo(worded("fault", where=first, what=what, fix=fix), err=True)
        if others:
            printing.echo(worded("also_at", places=", ".join(map(str, others))), err=True)
    if len(error.faults) > 1:
        printing.echo(worded("count", count=len(error.faults)), err=True)


def _show_notes(error: BaseException | None) -> None:
    """Show what is still to be known after an error, such as where the work so far is."""
    for note in getattr(error, "__notes__", ()):
        printing.echo(note, err=True)
