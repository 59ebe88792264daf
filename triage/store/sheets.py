"""Answer sheets on disk."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.report.view.answers import sheet_view
from triage.store.files import read_text, write_bytes


def load_sheet(path: Path, pack: Pack) -> Sheet:
    """Return the sheet in a YAML or JSON file, or in a report in JSON.

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
    write_bytes(path, sheet_text(sheet, pack, path).encode(), private=True)


def sheet_text(sheet: Sheet, pack: Pack, path: Path) -> str:
    """Return a sheet as it is written to a file: JSON if its name ends in .json, else YAML."""
    tree: dict[str, object] = {"pack": {"id": pack.id, "version": pack.version}}
    if sheet.runner is not None:
        tree["runner"] = sheet.runner
    if sheet.date is not None:
        tree["date"] = sheet.date.isoformat()
    tree |= sheet_view(sheet, pack)
    if path.suffix.lower() == ".json":
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    return str(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True))
