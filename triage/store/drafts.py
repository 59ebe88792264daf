"""Drafts of an interview on disk. A draft is a file of the user's own, never behind a link."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.store.files import read_text, write_bytes
from triage.store.sheets import sheet_text

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The sheet of a draft, and when it was saved."""

    sheet: Sheet
    saved: datetime


def load_draft(path: Path, pack: Pack) -> Draft:
    """Return a draft.

    Raises:
        FileFault: the file cannot be read, or is a link, or belongs to somebody else.
        AnswerFault: with every fault of the sheet.
    """
    text = read_text(path, opener=_open_own)
    saved = datetime.fromtimestamp(path.lstat().st_mtime)
    return Draft(sheet=read_sheet(text, str(path), pack, is_draft=True), saved=saved)


def save_draft(path: Path, sheet: Sheet, pack: Pack) -> None:
    """Write a draft that `load_draft` reads back, readable by its owner only.

    Raises:
        FileFault: it cannot be written, or a link is in its place.
    """
    _refuse_link(str(path))
    write_bytes(path, sheet_text(sheet, pack, path).encode(), private=True, follow=False)


def _open_own(path: str, flags: int) -> int:
    """Open a regular file of the user's own, and nothing else."""
    _refuse_link(path)
    handle = os.open(path, flags | _NO_LINK)
    found = os.fstat(handle)
    is_own = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    if stat.S_ISREG(found.st_mode) and is_own:
        return handle
    os.close(handle)
    where = Location(path)
    raise FileFault(Fault.worded("file.not_a_file" if is_own else "draft.of_another_user", where))


def _refuse_link(path: str) -> None:
    if os.path.islink(path):
        raise FileFault(Fault.worded("draft.link", Location(path)))
