"""Results of earlier screenings, read back from their folders."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.screening.files.open import open_table
from triage.screening.files.table import Cell
from triage.screening.standing.mark import MARK
from triage.screening.standing.results import COACH_COLUMNS, Earlier
from triage.screening.standing.row_names import is_row_name
from triage.screening.standing.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """An earlier screening: its day, and where each runner stood, by folded code."""

    date: dt.date
    runners: Mapping[str, Earlier]
    codes: Mapping[str, str]  # folded code -> code
    squads: Mapping[str, str]  # folded code -> squad, where it has one


def load_screened(folder: Path) -> Screened:
    """Return the results in a folder that `triage screen` wrote.

    Raises:
        FileFault: there are none in it.
    """
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        date = dt.date.fromisoformat(mark["date"])
    except (OSError, ValueError, KeyError, TypeError):
        raise _no_results(folder) from None
    for ending in ("parquet", "csv", "xlsx"):
        path = folder / f"results.{ending}"
        if path.is_file():
            return _read(path, date)
    raise _no_results(folder)


def load_history(folder: Path) -> tuple[Screened, ...]:
    """Return the screenings whose results are in the folders of a folder, by day.

    Raises:
        FileFault: there are none, or two of one day.
    """
    found = [load_screened(each.parent) for each in sorted(folder.glob(f"*/{MARK}"))]
    found.sort(key=lambda screened: screened.date)
    days = Counter(screened.date for screened in found)
    twice = [day for day, count in days.items() if count > 1]
    if not found or twice:
        raise FileFault(
            Fault(
                what=f"two folders hold results of {twice[0]}"
                if twice
                else "there are no results in its folders",
                where=Location(str(folder)),
                fix="keep one folder of results for each day"
                if twice
                else "name a roster, or the folder that contains the folders of results",
            )
        )
    return tuple(found)


def _read(path: Path, date: dt.date) -> Screened:
    table = open_table(path, lambda header: header in COACH_COLUMNS)
    at = {header: index for index, header in enumerate(table.headers)}
    if not {"runner", "state", "since"} <= set(at):
        raise _no_results(path.parent)
    runners, codes, squads = {}, {}, {}
    for row in table.rows():
        code, state = str(row.cells[at["runner"]] or ""), str(row.cells[at["state"]] or "")
        if is_row_name(code):
            continue  # it names a row of that roster, and no runner
        key = fold(code)
        runners[key] = Earlier(state, _day(row.cells[at["since"]]) or date)
        codes[key] = code
        if "squad" in at and row.cells[at["squad"]]:
            squads[key] = str(row.cells[at["squad"]])
    return Screened(date=date, runners=runners, codes=codes, squads=squads)


def _day(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    try:
        return dt.date.fromisoformat(str(cell))
    except ValueError:
        return None


def _no_results(folder: Path) -> FileFault:
    return FileFault(
        Fault(
            what="there are no results of a screening here",
            where=Location(str(folder)),
            fix=f"name a folder that triage screen -o wrote, with {MARK} and the results in it",
        )
    )
