"""`triage verify`: does a report follow from its answers and its pack?

Nothing that took part in making the report takes part here: this command loads no inference engine,
and reads the pack from its files.
"""

from __future__ import annotations

from pathlib import Path

import click

from triage.assurance.verify.text import read_report
from triage.assurance.verify.verify import LEFT_ALONE, NO_SIGNATURE
from triage.assurance.verify.verify import verify as first_fault
from triage.cli import options, printing
from triage.cli.loading import keep
from triage.errors import ReportFault
from triage.store.files import read_text
from triage.store.packs import load_pack


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@options.pack_option
def verify(report: Path, pack_folder: Path | None) -> None:
    """Check that a REPORT in JSON follows from its answers and its pack.

    Everything is derived again, without the engine that made the report, and compared word for
    word. The report is either accepted, with a list of what cannot be checked, or the first thing
    that does not follow is shown. A report is not signed: accepted means that it is what the pack
    concludes from its answers, whoever gave them.

    \b
    Examples:
      triage assess examples/red_flag.yaml -o report.json
      triage verify report.json
    """
    tree = read_report(read_text(report), str(report))
    pack = keep(load_pack(pack_folder))
    fault = first_fault(tree, pack, str(report))
    if fault is not None:
        raise ReportFault(fault)
    printing.echo(
        f"{report} follows from its answers and {pack.id} {pack.version} ({pack.digest[:12]}): "
        f"{len(tree['trace'])} firings, {tree['disposition']['id']}, "
        f"{'complete' if tree['is_complete'] else 'not complete'}"
    )
    for key, why in LEFT_ALONE.items():
        click.echo(f"not checked: {key}: {why}")
    click.echo(NO_SIGNATURE)
