"""Streams that end before the command does: closed, full, or with a reader that has left."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any

_HAS_LEFT = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)


class _Stream(io.FileIO):
    """What is written where nothing can take it is dropped; the command goes on to its exit code.

    Of stdout, which carries results, this is so only when its reader has left (`| head`): a full
    disk is an error.
    """

    def __init__(self, handle: int) -> None:
        super().__init__(handle, "wb", closefd=False)
        self._is_forgiving = handle == 2

    def write(self, content: Any) -> int:
        try:
            return super().write(content)
        except OSError as error:
            if self._is_forgiving or error.errno in _HAS_LEFT:
                return memoryview(content).nbytes
            raise


def steady() -> None:
    """Give stdin, stdout and stderr what a closed stream lacks, and let none of them end a run.

    A closed one gets its number back, or the next file that is opened would get it, and with it
    what is written to the stream.
    """
    for handle, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, mode)  # reading only, so that writing to stdout is an error
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = _stream(sys.stdout, 1)
    sys.stderr = _stream(sys.stderr, 2)


def _stream(given: object, handle: int) -> io.TextIOWrapper:
    if isinstance(given, io.TextIOWrapper) and given.isatty():
        return given
    encoding = getattr(given, "encoding", None) or "utf-8"
    errors = getattr(given, "errors", None) or "strict"
    return io.TextIOWrapper(
        io.BufferedWriter(_Stream(handle)), encoding, errors, line_buffering=handle == 2
    )


def end(code: int) -> int:
    """Write out what is left of the results, and return the exit code for whether that was done."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if not code:
            from triage.errors import FileFault, worded

            code = FileFault.exit_code
            sys.stderr.write(worded("not_written", reason=error.strerror) + "\n")
        with suppress(OSError):  # or Python would try again, and complain
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.stdout.flush()
    return code
