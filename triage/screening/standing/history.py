"""Results of earlier screenings, read back from their folders.

A spreadsheet that saves results again may change days and codes. What cannot be read as `triage`
wrote it is a fault: nothing is guessed, and no athlete becomes new by it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from triage.errors import AnswerFault, Fault, FileFault, Location
from triage.model.coaching import STATES
from triage.screening.files.formats import FORMATS
from triage.screening.files.open import open_table
from triage.screening.files.table import Row, Table
from triage.screening.standing.earlier import NOT_KNOWN, Earlier, Screened
from triage.screening.standing.mark import MARK
from triage.screening.standing.row_names import is_row_name
from triage.screening.standing.words import fold

_NEEDED = ("runner", "state", "since")
_READ = (*_NEEDED, "squad", "answered", "before")
_AS_WRITTEN = (
    "use the folder as triage wrote it, or write days as 2026-11-22 and codes as in the roster: a "
    "spreadsheet that saves results again may change them"
)


def load_screened(folder: Path) -> Screened:
    """Return the results in a folder that `triage screen` wrote.

    Raises:
        FileFault: there are none in it.
        AnswerFault: they are not as they were written, with every fault.
    """
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        date, pack = dt.date.fromisoformat(mark["date"]), str(mark["pack"]["id"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise _no_results(folder) from None
    for ending in reversed(FORMATS):  # a spreadsheet changes Parquet least
        path = folder / f"results.{ending}"
        if path.is_file():
            return Screened(file=str(path), date=date, pack=pack, runners=_read(path))
    raise _no_results(folder)


def load_history(folder: Path) -> tuple[Screened, ...]:
    """Return the screenings whose results are in the folders of a folder, by day.

    Raises:
        FileFault: there are none, or two of one day.
        AnswerFault: some are not as they were written.
    """
    found = [load_screened(each.parent) for each in sorted(folder.glob(f"*/{MARK}"))]
    if not found:
        raise FileFault(
            Fault(
                what="there are no results in its folders",
                where=Location(str(folder)),
                fix="name a roster, or the folder that contains the folders of results",
            )
        )
    return _by_day(found, folder)


def load_previous(
    places: Sequence[Path], pack: str, today: dt.date
) -> tuple[tuple[Screened, ...], tuple[str, ...]]:
    """Return earlier screenings by day, and notes about results that were not used.

    A place is a folder of results, or a folder of such folders; of the latter, only days before
    today are used.

    Raises:
        FileFault: there are none, they are of another pack or a later day, or two are of one day.
        AnswerFault: some are not as they were written.
    """
    found: dict[Path, Screened] = {}
    notes = []
    for place in places:
        if (place / MARK).is_file():
            screened = load_screened(place)
            _refuse_other(screened, pack, today)
            found[place.resolve()] = screened
            continue
        folders = [each.parent for each in sorted(place.glob(f"*/{MARK}"))]
        if not folders:
            raise _no_results(place)
        for folder in folders:
            screened = load_screened(folder)
            if screened.date >= today:
                notes.append(
                    f"{folder}: not compared with, as it is of {screened.date} and not of an "
                    "earlier day than this screening"
                )
                continue
            _refuse_other(screened, pack, today)
            found[folder.resolve()] = screened
    return _by_day(found.values(), places[0] if places else Path()), tuple(notes)


def _by_day(found: Iterable[Screened], where: Path) -> tuple[Screened, ...]:
    """Return screenings in the order of their days.

    Raises:
        FileFault: two are of one day.
    """
    in_order = sorted(found, key=lambda screened: screened.date)
    days = Counter(screened.date for screened in in_order)
    for day, count in days.items():
        if count > 1:
            raise FileFault(
                Fault(
                    what=f"two folders hold results of {day}",
                    where=Location(str(where)),
                    fix="keep one folder of results for each day",
                )
            )
    return tuple(in_order)


# -- one file --------------------------------------------------------------------------------------


def _read(path: Path) -> Mapping[str, Earlier]:
    table = open_table(path, lambda header: header in _READ)
    at = {header: index for index, header in enumerate(table.headers) if header in _READ}
    if not set(_NEEDED) <= set(at):
        raise _no_results(path.parent)
    faults: dict[str, list[tuple[Row, str]]] = {}  # what is wrong -> where it is, what is there
    runners: dict[str, Earlier] = {}
    for row in table.rows():
        if row.is_blank or is_row_name(_text(row, at["runner"])):
            continue
        found = _earlier(row, at)
        wrong = found if isinstance(found, list) else []
        if not isinstance(found, list):
            wrong = [("runner", "appears twice")] if fold(found.code) in runners else []
            runners[fold(found.code)] = found
        for column, what in wrong:
            faults.setdefault(f"'{column}' {what}", []).append((row, _text(row, at[column])))
    if faults:
        raise AnswerFault(_faults(faults, table, at))
    return runners


def _earlier(row: Row, at: Mapping[str, int]) -> Earlier | list[tuple[str, str]]:
    """Return what a row says of a runner, or what is wrong with it, by column."""
    if row.broken is not None:
        return [("runner", f"cannot be read: {row.broken[0]}")]
    code, state = _text(row, at["runner"]), _text(row, at["state"])
    wrong = [] if code else [("runner", "is empty")]
    if state not in STATES:
        wrong.append(("state", "is not a state"))
    days = {name: _day(row, at[name]) for name in ("since", "answered") if name in at}
    wrong += [(name, "is not year-month-day") for name, day in days.items() if day == "?"]
    if not wrong and days["since"] is None:
        wrong.append(("since", "is empty"))
    since, answered = days["since"], days.get("answered")
    if wrong or not isinstance(since, dt.date):
        return wrong
    before = _text(row, at["before"]) if "before" in at else ""
    return Earlier(
        code=code,
        squad=(_text(row, at["squad"]) or None) if "squad" in at else None,
        state=state,
        known=before if state in NOT_KNOWN and before in STATES else state,
        since=since,
        answered=answered if isinstance(answered, dt.date) else None,
    )


def _text(row: Row, index: int) -> str:
    cell = row.cell(index)
    return "" if cell is None else str(cell).strip()


def _day(row: Row, index: int) -> dt.date | str | None:
    """Return the day in a cell, None for an empty one, "?" for anything else."""
    cell = row.cell(index)
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    text = _text(row, index)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return "?"


def _faults(
    found: Mapping[str, Sequence[tuple[Row, str]]], table: Table, at: Mapping[str, int]
) -> Iterator[Fault]:
    """Yield one fault for each thing that is wrong, at the first row that has it."""
    for what, places in found.items():
        row, text = places[0]
        more = len(places) - 1
        rows = f", and in {more} more row{'s' if more > 1 else ''}" if more else ""
        column = at[what.split("'")[1]]
        yield Fault(
            what=f"{what}: '{text}'{rows}",
            where=Location(table.file, row.number, column + 1),
            fix=_AS_WRITTEN,
        )


# -- what is refused -------------------------------------------------------------------------------


def _refuse_other(screened: Screened, pack: str, today: dt.date) -> None:
    if screened.pack == pack and screened.date <= today:
        return
    is_other = screened.pack != pack
    raise FileFault(
        Fault(
            what=f"these results are of the pack {screened.pack}, not of {pack}"
            if is_other
            else f"these results are of {screened.date}, after the day of this screening, {today}",
            where=Location(screened.file),
            fix="name earlier results of the same pack"
            if is_other
            else "name results of an earlier day, or give the day of this screening with --today",
        )
    )


def _no_results(folder: Path) -> FileFault:
    return FileFault(
        Fault(
            what="there are no results of a screening here",
            where=Location(str(folder)),
            fix=f"name a folder that triage screen -o wrote, with {MARK} and the results in it, "
            "or a folder of such folders",
        )
    )
