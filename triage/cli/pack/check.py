"""`triage pack check`: the faults of a rule pack, and remarks for its reviewer."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from triage.assurance.checks.check import check as remarks_of
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.pack.trials import try_vignettes
from triage.cli.pack.watch import watch_option, watching


@click.command()
@folder_argument
@options.today_option("The date that decides whether a review is overdue")
@click.option(
    "--strict", is_flag=True, help=f"Exit with code {PACK_AT_FAULT} if there are remarks."
)
@watch_option
@options.json_option
def check(
    folder: Path | None, today: dt.datetime | None, strict: bool, watch: bool, as_json: bool
) -> int:
    """Check the rule pack in FOLDER: every fault, then every remark.

    A fault makes a pack unusable. A remark is for its reviewer: something unused, untested, hard
    to read, in conflict or overdue. Without the library that measures how hard texts are to read,
    everything else is checked, and a remark says so.
    """

    def run() -> int:
        return _check(folder, options.date_or_today(today), strict, as_json)

    return watching(folder, run) if watch else run()


def _check(folder: Path | None, today: dt.date, strict: bool, as_json: bool) -> int:
    found, vignettes, trials = try_vignettes(folder)
    remarks = remarks_of(found, vignettes, trials, today)
    if as_json:
        tree = {
            "schema": "triage-check/1",
            "pack": found.id,
            "version": found.version,
            "digest": found.digest,
            "remarks": [{**r._asdict(), "topic": r.topic.value} for r in remarks],
        }
        printing.echo(json.dumps(tree, indent=2))
    else:
        for remark in remarks:
            printing.echo(str(remark))
        printing.echo(
            f"{found.id} {found.version} ({found.digest[:12]}): {len(found.questions)} questions, "
            f"{len(found.rules)} rules, {len(vignettes)} vignettes, no faults, "
            f"{len(remarks)} remarks"
        )
    return PACK_AT_FAULT if strict and remarks else 0
