"""`triage pack check`: the faults of a rule pack, and remarks for its reviewer."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from triage.assurance.checks.readability import unreadable
from triage.assurance.checks.remarks import remarks_on
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.pack.trials import try_all


@click.command()
@folder_argument
@options.today_option("The date that decides whether a review is overdue")
@click.option(
    "--strict", is_flag=True, help=f"Exit with code {PACK_AT_FAULT} if there are remarks."
)
@options.json_option
def check(folder: Path | None, today: dt.datetime | None, strict: bool, as_json: bool) -> int:
    """Check the rule pack in FOLDER: every fault, then every remark.

    A fault makes a pack unusable. A remark is for its reviewer: something unused, untested, hard
    to read or overdue.
    """
    found, vignettes, trials = try_all(folder)
    remarks = [
        *remarks_on(found, vignettes, trials, options.date_or_today(today)),
        *unreadable(found),
    ]
    if as_json:
        listed = [{**r._asdict(), "topic": r.topic.value} for r in remarks]
        printing.echo(
            json.dumps({"pack": found.id, "digest": found.digest, "remarks": listed}, indent=2)
        )
    else:
        for remark in remarks:
            printing.echo(str(remark))
        printing.echo(
            f"{found.id} {found.version} ({found.digest[:12]}): {len(found.questions)} questions, "
            f"{len(found.rules)} rules, {len(vignettes)} vignettes, no faults, "
            f"{len(remarks)} remarks"
        )
    return PACK_AT_FAULT if strict and remarks else 0
