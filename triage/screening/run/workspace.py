"""Where a screening does its work until it is done, so that it can stop anywhere and continue.

Rule 1: everything is made in a hidden folder beside its destination, and moved there whole, by
        renaming. Whenever the process is killed, an output is complete or not there.
Rule 2: work is done in batches. The last step of a batch is to write what its files add up to, so
        a batch that adds up is done, and one that does not is done again.
Rule 3: work continues only with the same roster, pack, words and options, by their fingerprint.
Rule 4: one run at a time works towards a destination. Another one is refused.
Rule 5: what holds answers is deleted when the work ends, unless it can be continued.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path

from triage.errors import AnswerFault, EngineFault, Fault, FileFault, Location, TriageError
from triage.screening.run.free import check_file, check_free
from triage.screening.run.outputs import Content, Output
from triage.screening.run.work_folder import WorkFolder
from triage.screening.run.writing import write_output

SPARK_ROWS = "rows"
"""The folder of rows, among the batches, that Spark judged as one piece of work."""
_SEAL = ".sha256"


def fingerprint(files: Iterable[Path], parts: Mapping[str, str]) -> str:
    """Return a digest that differs between two pieces of work."""
    digest = sha256(json.dumps(parts, sort_keys=True).encode())
    for path in files:
        with path.open("rb") as content:
            digest.update(file_digest(content, sha256).digest())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """The files of one batch. What they add up to is written last: then it is done."""

    rows: Path
    rejected: Path

    @property
    def is_done(self) -> bool:
        """Its rows need not be judged again: its files are as they were written."""
        try:
            return self.seal.read_text(encoding="ascii") == self.sum()
        except (OSError, ValueError):
            return False

    @property
    def seal(self) -> Path:
        """The file that says what the others add up to."""
        return self.rows.with_suffix(_SEAL)

    def sum(self) -> str:
        """Return what its files add up to."""
        return fingerprint((self.rejected, self.rows), {})


class Workspace:
    """The hidden folders of one screening: one beside each of its destinations.

    `files` are destinations for single files, such as the clinician's; none may be `source`. On
    leaving, the folders are deleted, unless the work was interrupted and can be continued.
    """

    def __init__(
        self,
        output: Path,
        work: str,
        *,
        resume: bool,
        source: Path | None = None,
        files: Iterable[Path] = (),
        reports: Path | None = None,
    ) -> None:
        self.output, self.fingerprint, self.resume = output, work, resume
        self._checks: dict[Path, Callable[[], None]] = {
            place: partial(check_file, place, source) for place in files
        }
        places = [output, *self._checks, *([reports] if reports else [])]
        self._folders = {place: WorkFolder(place, work) for place in places}
        self._to_continue = (output, reports)
        self._is_begun = False
        main = self._folders[output]
        self.batches = main.work / "batches"
        self.coach = main.work / "coach"
        self.reports = self._folders[reports or output].work / "reports"

    def __enter__(self) -> Workspace:
        with ExitStack() as undo:
            for place, folder in self._folders.items():
                folder.take()
                undo.callback(self._leave, place, keep=False)
            undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        is_kept = error is not None and self._can_continue(error)
        for place in self._folders:
            self._leave(place, keep=is_kept and place in self._to_continue)
        if error is not None and is_kept:
            error.add_note(
                f"The work so far is kept in {self._folders[self.output].path}. It holds answers. "
                "To continue, run the same command with --resume. Otherwise, delete it."
            )

    def _can_continue(self, error: BaseException) -> bool:
        """Say whether there is work to continue, and the error need not come again."""
        if isinstance(error, TriageError | EngineFault) and not isinstance(error, FileFault):
            return False
        return self._is_begun and any(
            each.name == SPARK_ROWS or each.suffix == _SEAL for each in self.batches.iterdir()
        )

    def _leave(self, place: Path, *, keep: bool) -> None:
        folder = self._folders[place]
        is_of_a_killed_run = not self._is_begun and (folder.others() or folder.work.exists())
        if keep or is_of_a_killed_run:
            folder.release()
        else:
            folder.delete()

    def check_free(self, place: Path, mark: str, *, force: bool) -> None:
        """Make sure that a folder can go to `place`, now and when it is delivered.

        Raises:
            FileFault: there is something there.
        """
        self._checks[place] = partial(check_free, place, mark, force=force)
        self._checks[place]()

    def begin(self) -> None:
        """Make room for the work, and keep of earlier work only what it continues.

        Raises:
            AnswerFault: the work to resume was other work.
            FileFault: a destination is not free, or the work cannot be written.
        """
        for check in self._checks.values():
            check()
        if self.resume and self._folders[self.output].others():
            raise AnswerFault(
                Fault(
                    what="the work to resume was for another roster, pack, day or option",
                    where=Location(str(self.output)),
                    fix="run it without --resume, or with the same roster and options as before",
                )
            )
        for folder in self._folders.values():
            folder.begin(resume=self.resume)
        self._is_begun = True
        # The coach's files are quick to make again, and one of them may be half-written.
        shutil.rmtree(self.coach, ignore_errors=True)
        for made in (self.batches, self.coach, self.reports):
            made.mkdir(mode=0o700, exist_ok=True)

    def is_delivered(self, mark: str) -> bool:
        """Say whether the output already is the result of this work, by its mark."""
        try:
            found = json.loads((self.output / mark).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(found, dict) and found.get("fingerprint") == self.fingerprint

    def part(self, number: int) -> Part:
        """Return the files of a batch, whether or not they are there."""
        return Part(self.batches / f"{number:06}.parquet", self.batches / f"{number:06}.rejected")

    def keep(self, part: Part, rejected: Content, rows: Content) -> None:
        """Write what was judged of a batch."""
        for place, content in ((part.rejected, rejected), (part.rows, rows)):
            write_output(Output(place.name, content), self.batches)
        write_output(Output(part.seal.name, part.sum().encode()), self.batches)

    def deliver_coach(
        self,
        outputs: Iterable[Output],
        place: Path,
        mark: Callable[[Collection[str]], Output] | None = None,
    ) -> None:
        """Write the coach's files and a mark that lists them, and put the folder in its place.

        Raises:
            FileFault: they cannot be put there. The work can be resumed.
        """
        names = [write_output(output, self.coach).name for output in outputs]
        if mark is not None:
            write_output(mark(names), self.coach)
        self._deliver(self.coach, place)

    def deliver_file(self, output: Output, place: Path) -> None:
        """Write a file that is not for the coach, and put it in its place.

        Raises:
            FileFault: it cannot be put there. The work can be resumed.
        """
        self._deliver(write_output(output, self._folders[place].work), place)

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
        self._checks[place]()  # again: something may have been put there since
        self._folders[place].deliver(made)
