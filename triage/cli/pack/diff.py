"""`triage pack diff`: what an edit of a pack means."""

from __future__ import annotations

import time
from pathlib import Path

import click

from triage.assurance.diff.diff import PackDiff, Terms
from triage.assurance.diff.diff import diff as compare
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.report.documents.diff import diff_view
from triage.report.formats.render import render_tree, to_json
from triage.resources import default_pack_folder
from triage.store.files import write_bytes
from triage.store.revisions import Loaded, load_either, load_revision
from triage.store.templates import environment
from triage.store.urgency import load_urgency


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
    help=f"Exit with code {PACK_AT_FAULT} if a result, or a text on how soon or who to see, "
    "may become less urgent.",
)
@click.option(
    "--accept",
    "accepted",
    metavar="PLACE",
    multiple=True,
    help="Accept the text at PLACE, although it may be less urgent or the opposite; repeatable.",
)
@options.json_option
def diff(
    old: str | None,
    new: str | None,
    revisions: str | None,
    output: Path,
    seconds: float,
    fail_on_lower: bool,
    accepted: tuple[str, ...],
    as_json: bool,
) -> int:
    """Show what an edit of a rule pack means: whose result changes, and in which direction.

    OLD and NEW are folders, or git revisions of a folder, such as HEAD~1:rules/runner_back_pain.
    Answers that may now mean something else come first, then words and results that become less
    urgent, each with an answer sheet that shows it. Then every change is listed, old beside new.
    A pack that changed and kept its version is a fault. So is a name that came or went since OLD,
    if NEW reads answers to OLD and its versions.yaml does not say so.

    \b
    Examples:
      triage pack diff rules/runner_back_pain my_pack
      triage pack diff HEAD~1:rules/runner_back_pain rules/runner_back_pain -o pull_request.md
      triage pack diff rules/runner_back_pain --rev v1.0..HEAD
    """
    before, after = _loaded(old, new, revisions)
    urgency = load_urgency(before[0].language, after[0].language)
    terms = Terms(urgency=urgency, clock=time.monotonic, seconds=seconds)
    found = compare(before, after, terms, frozenset(accepted))
    for place in accepted:
        if place not in found.places_to_accept:
            places = ", ".join(found.places_to_accept) or "none"
            raise click.UsageError(
                f"--accept {place}: nothing to accept is there. These texts are: {places}"
            )
    tree = diff_view(found)
    _write(to_json(tree) if as_json else render_tree(tree, "diff.md.j2", environment("md")), output)
    return _verdict(found, fail_on_lower)


def _loaded(old: str | None, new: str | None, revisions: str | None) -> tuple[Loaded, Loaded]:
    if revisions is not None:
        first, dots, last = revisions.partition("..")
        if not dots or new is not None:
            raise click.UsageError("--rev takes two revisions, A..B, of one folder")
        folder = Path(old) if old else default_pack_folder()
        before, after = (load_revision(f"{r or 'HEAD'}:./", folder) for r in (first, last))
        return before, after
    if old is None or new is None:
        raise click.UsageError("name two packs, OLD and NEW, or one pack and --rev A..B")
    return load_either(old), load_either(new)


def _write(text: str, output: Path) -> None:
    if str(output) == "-":
        printing.echo(text, nl=False)
    else:
        write_bytes(output, text.encode())


def _verdict(found: PackDiff, fail_on_lower: bool) -> int:
    """Say what keeps the edit from being accepted as it is, and return the exit code."""
    messages: list[str] = []
    if found.is_unnumbered:
        messages.append(
            f"the pack changed and is still version {found.new.version}; fix: raise `version` in "
            "pack.yaml"
        )
    messages += found.unlisted
    if fail_on_lower and found.lowers:
        messages.append("a result becomes less urgent, or that could not be ruled out")
    if fail_on_lower:
        messages += [
            f"{softer.change.at} may be less urgent; fix: word it as before, or accept it with "
            f"--accept {softer.change.at}"
            for softer in found.softened
        ]
        messages += [
            f"{opposite.at} may now mean the opposite; fix: give the answer a new id, or accept it "
            f"with --accept {opposite.at}"
            for opposite in found.opposites
        ]
    for message in messages:
        printing.echo(message, err=True)
    return PACK_AT_FAULT if messages else 0
