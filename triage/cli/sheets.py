"""Answer sheets as commands read them: with their pack, assessed, and what carried over said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli import printing
from triage.cli.loading import load_pack

if TYPE_CHECKING:
    from triage.engine.assess import Engine
    from triage.model.answers import Sheet
    from triage.model.assessment import Assessment
    from triage.model.pack import Pack
    from triage.programme.plan import Programme


def assess_sheet(path: Path, pack_folder: Path | None) -> tuple[Pack, Sheet, Assessment, Programme]:
    """Read a sheet, assess it and plan the programme."""
    from triage.programme.plan import plan

    engine, sheet = engine_and_sheet(path, pack_folder)
    assessment = engine.assess(sheet.answers)
    return engine.pack, sheet, assessment, plan(assessment, sheet.tried)


def engine_and_sheet(path: Path, pack_folder: Path | None) -> tuple[Engine, Sheet]:
    """Read a pack, build its engine, and read a sheet that the pack admits."""
    from triage.engine.assess import Engine
    from triage.store.sheets import load_sheet

    pack = load_pack(pack_folder)
    sheet = load_sheet(path, pack)
    say_carried(sheet, pack)
    return Engine(pack), sheet


def say_carried(sheet: Sheet, pack: Pack) -> None:
    """Say on stderr, even with -q, which answers of an earlier version must be given again."""
    if sheet.carried is None:
        return
    from triage.knowledge.sheet.earlier import carried_words
    from triage.report.formats.visible import visible

    for line in carried_words(sheet.carried, pack.version):
        printing.echo(visible(line), err=True)
