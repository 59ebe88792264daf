"""Where a screening keeps its work until it is done, so that it can stop anywhere and continue.

Rule 1: everything is made in a hidden folder beside the output, and moved to its place whole, by
        renaming. Whenever the process is killed, an output is complete or not there.
Rule 2: work is done in batches. The last step of a batch is to get its name, so a batch that
        has its name is done, and one that has not is done again.
Rule 3: work continues only with the same roster, pack, words and options, by their fingerprint.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from triage.errors import AnswerFault, Fault, FileFault, Location
from triage.screening.run.outputs import Content, Output
from triage.screening.run.writing import write_output


def fingerprint(rosters: Iterable[Path], parts: Mapping[str, str]) -> str:
    """Return a digest that differs between two pieces of work."""
    digest = sha256(json.dumps(parts, sort_keys=True).encode())
    for roster in rosters:
        with roster.open("rb") as content:
            while piece := content.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """The files of one batch. The judged rows are written last: then it is done."""

    rows: Path
    rejected: Path

    @property
    def is_done(self) -> bool:
        """Its rows need not be judged again."""
        return self.rows.exists()


class Workspace:
    """The hidden folder of one screening."""

    def __init__(self, output: Path, work: str, *, resume: bool) -> None:
        self.output, self.fingerprint = output, work
        self.folder = output.parent / f".{output.name}.unfinished"
        self.batches = self.folder / "batches"
        self.coach = self.folder / "coach"
        self.reports = self.folder / "reports"
        self._open(resume=resume)

    def _open(self, *, resume: bool) -> None:
        mark = self.folder / "work.json"
        is_same = mark.is_file() and json.loads(mark.read_text())["fingerprint"] == self.fingerprint
        if resume and self.folder.exists() and not is_same:
            raise AnswerFault(
                Fault(
                    what="the work to resume was for another roster, pack, day or option",
                    where=Location(str(self.output)),
                    fix="run it without --resume, or with the same roster and options as before",
                )
            )
        try:
            # The coach's files are quick to make again, and one of them may be half-written.
            gone = self.coach if resume else self.folder
            shutil.rmtree(gone, ignore_errors=True)
            for folder in (self.folder, self.batches, self.coach, self.reports):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.output, error) from None
        write_output(
            Output(mark.name, json.dumps({"fingerprint": self.fingerprint}).encode()), self.folder
        )

    def is_delivered(self, mark: str) -> bool:
        """Say whether the output already is the result of this work, by its mark."""
        place = self.output / mark
        if not place.is_file():
            return False
        found = json.loads(place.read_text(encoding="utf-8"))
        return isinstance(found, dict) and found.get("fingerprint") == self.fingerprint

    def part(self, number: int) -> Part:
        """Return the files of a batch, whether or not they are there."""
        return Part(self.batches / f"{number:06}.parquet", self.batches / f"{number:06}.rejected")

    def keep(self, part: Part, rejected: Content, rows: Content) -> None:
        """Write what was judged of a batch."""
        for place, content in ((part.rejected, rejected), (part.rows, rows)):
            write_output(Output(place.name, content), self.batches)

    def deliver_coach(self, outputs: Iterable[Output], place: Path) -> None:
        """Write the coach's files, and put the folder of them in its place.

        Raises:
            FileFault: they cannot be put there. The work can be resumed.
        """
        for output in outputs:
            write_output(output, self.coach)
        self._deliver(self.coach, place)

    def deliver_file(self, output: Output, place: Path) -> None:
        """Write a file that is not for the coach, and put it in its place.

        Raises:
            FileFault: it cannot be put there. The work can be resumed.
        """
        self._deliver(write_output(output, self.folder), place)

    def deliver_reports(self, mark: Output, names: Collection[str], place: Path) -> None:
        """Put the folder of reports in its place, with its mark and only these reports.

        Raises:
            FileFault: it cannot be put there. The work can be resumed.
        """
        write_output(mark, self.reports)
        for each in self.reports.iterdir():
            if each.name != mark.name and each.name not in names:
                each.unlink()  # a killed process left it half-written
        self._deliver(self.reports, place)

    def _deliver(self, made: Path, place: Path) -> None:
        """Move what was made to its place, whole, and delete what was there."""
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir():
                aside = place.parent / f".{place.name}.old"
                shutil.rmtree(aside, ignore_errors=True)
                place.rename(aside)
                made.rename(place)
                shutil.rmtree(aside)
            else:
                made.rename(place)
        except OSError as error:
            raise _unwritable(place, error) from None

    def close(self) -> None:
        """Delete the folder: everything is done."""
        shutil.rmtree(self.folder, ignore_errors=True)


def check_free(place: Path, mark: str, *, force: bool) -> None:
    """Make sure that a folder can go to `place` without replacing anything of value.

    Raises:
        FileFault: there is something there.
    """
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    is_ours = place.is_dir() and (place / mark).is_file()
    if is_ours and force:
        return
    raise FileFault(
        Fault(
            what="earlier results are already here"
            if is_ours
            else "something else is already here",
            where=Location(str(place)),
            fix="choose another folder, or add --force to replace them"
            if is_ours
            else "choose another folder",
        )
    )


def _unwritable(place: Path, error: OSError) -> FileFault:
    return FileFault(
        Fault(
            what=f"the results cannot be written: {error.strerror}",
            where=Location(str(place)),
            fix="choose another place, or check that you have permission to write there",
        )
    )
