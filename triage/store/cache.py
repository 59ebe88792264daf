"""The user's folder for what can be made again: it saves time and decides nothing.

It holds code of templates and the shipped pack as it was read; nothing of runners.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder() -> Path | None:
    """Return a folder that nobody but this user can have written to, or None.

    What lies in it is code, or becomes objects: so a folder of somebody else's making, or one that
    others may write to, is not used.
    """
    if not hasattr(os, "getuid"):  # Windows tells nobody's rights this way
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(base) / "runner-triage"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return None
    is_private = stat.S_ISDIR(about.st_mode) and not about.st_mode & _OTHERS_MAY_WRITE
    is_ours = about.st_uid == os.getuid() and os.access(folder, os.W_OK)
    return folder if is_private and is_ours else None
