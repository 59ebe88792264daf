"""The hidden folder beside a destination, in which what goes there is made.

One process at a time works in it, by a lock that ends with the process. It is for its owner alone:
a link, or a folder that somebody else made, is refused and left as it is. Being beside the
destination, what is made in it moves there by a rename, whatever file systems there are.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.store.files import sync_folder
from triage.store.lock import lock

_LOCK, _ASIDE = "lock", "old"
_OURS = re.compile(rf"{_LOCK}|{_ASIDE}|[0-9a-f]{{64}}")


class WorkFolder:
    """The folder for one destination, and in it `work`, the folder of one piece of work."""

    def __init__(self, place: Path, fingerprint: str) -> None:
        self.shown = place  # as it was named
        self.place = Path(os.path.realpath(place))
        self.path = self.place.parent / f".{self.place.name}.unfinished"
        self.work = self.path / sha256(fingerprint.encode()).hexdigest()
        self._handle: int | None = None

    def take(self) -> None:
        """Make the folder, or take over what a killed process left, and lock it.

        Raises:
            FileFault: another process works in it, it is not ours, or it cannot be made.
        """
        with _unwritable_is_a_fault(self.shown):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            while self._handle is None:
                try:
                    self._make()
                    self._handle = lock(self.path / _LOCK)
                except FileNotFoundError:  # the process before us has just finished
                    continue
                except BlockingIOError:
                    raise _taken(self.shown) from None
            self._restore()

    def _make(self) -> None:
        try:
            self.path.mkdir(mode=0o700)
        except FileExistsError:
            if not _is_ours(self.path):
                raise _foreign(self.shown, self.path) from None

    def _restore(self) -> None:
        """Put earlier results back where a process was killed before it could replace them."""
        aside = self.path / _ASIDE
        if aside.exists():
            if self.place.exists():
                shutil.rmtree(aside)
            else:
                aside.rename(self.place)

    def others(self) -> list[Path]:
        """Return what there is of other pieces of work."""
        return [each for each in self.path.iterdir() if each.name not in (_LOCK, self.work.name)]

    def begin(self, *, resume: bool) -> None:
        """Make the folder of the work, with nothing in it unless it is resumed."""
        with _unwritable_is_a_fault(self.shown):
            for each in self.others():
                shutil.rmtree(each)
            if not resume and self.work.exists():
                shutil.rmtree(self.work)
            self.work.mkdir(mode=0o700, exist_ok=True)

    def deliver(self, made: Path) -> None:
        """Put what was made in the place of what is there, which is deleted.

        Raises:
            FileFault: it cannot be put there. What was there is unchanged.
        """
        with _unwritable_is_a_fault(self.shown):
            if self.place.is_dir():
                self.place.rename(self.path / _ASIDE)
            try:
                made.replace(self.place)
            finally:
                self._restore()
            sync_folder(self.place.parent)

    def release(self) -> None:
        """End the lock, and leave what was made for another process to continue."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def delete(self) -> None:
        """Delete the folder and all that is in it, and end the lock."""
        with _unwritable_is_a_fault(self.path):
            for each in self.path.iterdir():
                if each.name != _LOCK:
                    shutil.rmtree(each)
            if os.name == "nt":  # what is open cannot be deleted there
                self.release()
            (self.path / _LOCK).unlink()
            try:
                self.path.rmdir()
            except OSError:
                if not (self.path / _LOCK).exists():  # else the next process is in it by now
                    raise
        self.release()


def _is_ours(path: Path) -> bool:
    """Say whether this program made a folder, for the user that runs it."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if os.name != "nt" and (found.st_uid != os.getuid() or found.st_mode & 0o077):
        return False
    return all(_OURS.fullmatch(each.name) for each in path.iterdir())


@contextmanager
def _unwritable_is_a_fault(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileFault(
            Fault(
                what=f"the results cannot be written: {error.strerror}",
                where=Location(str(place)),
                fix="choose another place, or check that you have permission to write there",
            )
        ) from None


def _taken(place: Path) -> FileFault:
    return FileFault(
        Fault(
            what="another run is working on this",
            where=Location(str(place)),
            fix="wait until it has finished, or choose another place",
        )
    )


def _foreign(place: Path, folder: Path) -> FileFault:
    return FileFault(
        Fault(
            what=f"the work cannot be done in {folder.name}: "
            "it is a link, belongs to someone else, or holds files that triage did not make",
            where=Location(str(place)),
            fix=f"look at {folder}, and move or delete it; or choose another place",
        )
    )
