"""`triage pack diff`: what an edit of a pack means."""

from __future__ import annotations

import time
from pathlib import Path

import click

from triage.assurance.diff.diff import diff as compare
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.report.documents.diff import diff_view
from triage.report.formats.render import render_tree, to_json
from triage.resources import default_pack_folder
from triage.store.files import write_bytes
from triage.store.revisions import load_either, load_revision
from triage.store.templates import environment


@click.command()
@click.argument("old", type=click.Path(), required=False)
@click.argument("new", type=click.Path(), required=False)
@click.option(
    "--rev",
    "revisions",
    metavar="A..B",
    help="Compare two git revisions of the pack in OLD (default: the shipped pack).",
)
@options.output_option("Write the comparison to FILE (default: stdout).", default=Path("-"))
@click.option(
    "--seconds",
    type=float,
    default=300.0,
    help="Time limit for the solver, in seconds (default: 300).",
)
@click.option(
    "--fail-on-lower",
    is_flag=True,
    help=f"Exit with code {PACK_AT_FAULT} if any result becomes less urgent.",
)
@options.json_option
def diff(
    old: str | None,
    new: str | None,
    revisions: str | None,
    output: Path,
    seconds: float,
    fail_on_lower: bool,
    as_json: bool,
) -> int:
    """Show what an edit of a rule pack means: whose result changes, and in which direction.

    OLD and NEW are folders, or git revisions of a folder, such as HEAD~1:rules/runner_back_pain.
    Results that become less urgent come first. Each change has a witness: an answer sheet that
    shows it.

    \b
    Examples:
      triage pack diff rules/runner_back_pain my_pack
      triage pack diff HEAD~1:rules/runner_back_pain rules/runner_back_pain -o pull_request.md
      triage pack diff rules/runner_back_pain --rev v1.0..HEAD
    """
    if revisions is not None:
        first, dots, last = revisions.partition("..")
        if not dots or new is not None:
            raise click.UsageError("--rev takes two revisions, A..B, of one folder")
        folder = Path(old) if old else default_pack_folder()
        before, after = (load_revision(f"{r or 'HEAD'}:./", folder) for r in (first, last))
    elif old is None or new is None:
        raise click.UsageError("name two packs, OLD and NEW, or one pack and --rev A..B")
    else:
        before, after = load_either(old), load_either(new)
    found = compare(before[0], after[0], [*before[1], *after[1]], time.monotonic, seconds)
    tree = diff_view(found)
    text = to_json(tree) if as_json else render_tree(tree, "diff.md.j2", environment("md"))
    if str(output) == "-":
        printing.echo(text, nl=False)
    else:
        write_bytes(output, text.encode())
    return PACK_AT_FAULT if fail_on_lower and found.lowers else 0
