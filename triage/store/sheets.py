"""Answer sheets on disk."""

from __future__ import annotations

from pathlib import Path

import yaml

from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.report.view.answers import sheet_view
from triage.store.files import read_text, write_bytes


def load_sheet(path: Path, pack: Pack) -> Sheet:
    """Return the sheet in a YAML or JSON file.

    Raises:
        FileFault: the file cannot be read.
        AnswerFault: with every fault of the sheet.
    """
    return read_sheet(read_text(path), str(path), pack)


def save_sheet(path: Path, sheet: Sheet, pack: Pack) -> None:
    """Write a sheet that `load_sheet` reads back, readable by its owner only.

    Raises:
        FileFault: it cannot be written.
    """
    tree: dict[str, object] = {"pack": {"id": pack.id, "version": pack.version}}
    if sheet.runner is not None:
        tree["runner"] = sheet.runner
    if sheet.date is not None:
        tree["date"] = sheet.date.isoformat()
    tree |= sheet_view(sheet, pack)
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
    write_bytes(path, text.encode(), private=True)
