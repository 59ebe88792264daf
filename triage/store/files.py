"""Reading and writing files without surprises: size caps, plain errors, all or nothing."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from triage.errors import Fault, FileFault, Location

Opener = Callable[[str, int], int]

LARGEST = 2_000_000
"""Bytes. The largest text file we open: 20 times the largest of ours."""
DEVICES = ("/dev/null", "/dev/stderr")
"""The devices that can be written to; `/dev/stdout` is for the command line to open."""

_INPUTS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


def read_text(path: Path, name: str | None = None, opener: Opener | None = None) -> str:
    """Return the text of a UTF-8 file of at most `LARGEST` bytes, opened by `opener` if given.

    Raises:
        FileFault: it is missing, not a file, too large, not text, or may not be read.
    """
    where = Location(name or str(path))
    try:
        with open(path, "rb", opener=opener or _opener(path)) as file:
            if not (stat.S_ISREG(os.fstat(file.fileno()).st_mode) or _is_input(path)):
                raise FileFault(Fault.worded("file.not_a_file", where))
            content = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise FileFault(Fault.worded("file.folder", where)) from None
    except FileNotFoundError:
        raise FileFault(Fault.worded("file.missing", where)) from None
    except OSError as error:
        raise FileFault(Fault.worded("file.unreadable", where, reason=error.strerror)) from None
    if len(content) > LARGEST:
        raise FileFault(Fault.worded("file.too_large", where, megabytes=LARGEST // 1_000_000))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileFault(Fault.worded("file.not_text", Location(where.file, line))) from None
    if "\0" in text:
        raise FileFault(Fault.worded("file.binary", where))
    return text


def _opener(path: Path) -> Opener:
    """Return what opens a file to read it, without waiting for whoever may write into a pipe."""
    flags = 0 if _is_input(path) else getattr(os, "O_NONBLOCK", 0)
    return lambda name, how: os.open(name, how | flags)


def _is_input(path: Path) -> bool:
    """Say whether a path is what a shell hands over: its input, or the output of a command."""
    return str(path).startswith(_INPUTS)


def write_bytes(path: Path, content: bytes, *, private: bool = False, follow: bool = True) -> None:
    """Write a file whole or not at all: to a temporary file beside it, then renamed.

    With `private`, only the owner may read it. A link stays a link, unless `follow` is False.

    Raises:
        FileFault: it cannot be written. What was there before is unchanged.
    """
    if str(path) in DEVICES:
        with _unwritable_is_a_fault(path), path.open("ab") as device:
            device.write(content)
        return
    with replacing(path, private=private, follow=follow) as temporary:
        temporary.write_bytes(content)


@contextmanager
def replacing(path: Path, *, private: bool = False, follow: bool = True) -> Iterator[Path]:
    """Give a temporary file beside `path`, which takes its place once all is written.

    It is on the disk before it has the name, so that not even a power cut leaves half a file.

    Raises:
        FileFault: it cannot be written. What was there before is unchanged.
    """
    refuse_special(path)
    with _unwritable_is_a_fault(path):
        path = path.resolve() if follow else path.parent.resolve() / path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            temporary.chmod(0o600 if private else 0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def refuse_special(path: Path) -> None:
    """Refuse a pipe, a device or a socket, which no file must take the place of.

    Raises:
        FileFault: it is one, or it cannot be looked at.
    """
    with _unwritable_is_a_fault(path):
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise FileFault(Fault.worded("file.special", Location(str(path))))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can do that."""
    if os.name == "nt":  # it cannot open a folder
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise


@contextmanager
def _unwritable_is_a_fault(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = Location(str(path))
        raise FileFault(Fault.worded("file.unwritable", where, reason=error.strerror)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
