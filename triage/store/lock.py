"""A lock on an open file. The system ends it with the process that has it, however that ends."""

from __future__ import annotations

import errno
import os
import sys

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def lock(path: str | os.PathLike[str]) -> int | None:
    """Open a file of one's own, made if need be, and lock it; closing the handle ends the lock.

    Return None if the file was deleted meanwhile, by whoever had the lock before.

    Raises:
        BlockingIOError: another process has the lock.
        OSError: the file cannot be opened, or files cannot be locked here.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o600)
    try:
        _take(handle)
        if os.path.samestat(os.fstat(handle), os.lstat(path)):
            return handle
    except FileNotFoundError:
        pass
    except OSError as error:
        os.close(handle)
        if error.errno in _TAKEN:
            raise BlockingIOError(errno.EWOULDBLOCK, "another process has the lock") from None
        raise
    os.close(handle)
    return None
