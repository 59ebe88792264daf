"""Files in the user's folder of templates, and in the shipped one."""

from __future__ import annotations

from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.resources import templates_folder


def words_file(name: str, folder: Path | None = None) -> Path:
    """Return the file of that name in the user's folder of templates, else the shipped one.

    Raises:
        FileFault: the user's file is not one that may be read.
    """
    own = own_file(name, folder) if folder is not None else None
    return own or templates_folder() / name


def own_file(name: str, folder: Path) -> Path | None:
    """Return the file of that name in the user's folder, or None if there is none.

    A folder of templates may come from somebody else, so a link in it leads nowhere outside, and a
    pipe or a device is not read.

    Raises:
        FileFault: it is such a link, pipe or device, or it cannot be reached.
    """
    path = folder / name
    where = Location(str(path))
    try:
        if not path.is_symlink() and not path.exists():
            return None
        real, inside = path.resolve(strict=True), folder.resolve(strict=True)
    except FileNotFoundError:
        raise FileFault(Fault.worded("file.missing", where)) from None
    except (OSError, RuntimeError) as error:  # a link that leads to itself is either
        reason = getattr(error, "strerror", None) or str(error)
        raise FileFault(Fault.worded("file.unreadable", where, reason=reason)) from None
    if not real.is_relative_to(inside):
        raise FileFault(Fault.worded("template.outside", where))
    if not real.is_file():
        raise FileFault(Fault.worded("file.not_a_file", where))
    return path
