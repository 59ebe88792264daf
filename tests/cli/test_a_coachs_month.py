"""A coach's month with forty athletes: a template, a form, a sheet that grows, boxes, a correction.

Each week is previewed and then screened against all the weeks before; trends end the month.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Triage
from triage.model.pack import Pack
from triage.model.question import Kind

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("polars")

CODES = tuple(f"R-{number:03}" for number in range(1, 41))
MONDAYS = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
SILENT = {"R-030": MONDAYS[2], "R-031": MONDAYS[1], "R-032": MONDAYS[2]}
"""Those who do not answer in the fourth week, with the day of their last answers."""
PLANTED = ("zebrafish", "quagga", "okapi")
"""What cells say that cannot be read. None of it may be in anything that the coach keeps."""

EMERGENCY, SAME_DAY = ("emergency_signs", "fainted"), ("body_signs", "fever")
FLOOR = {EMERGENCY: 4, SAME_DAY: 3}
"""How urgent a sign is at least."""
SIGNS: tuple[Mapping[str, tuple[str, str]], ...] = (
    {"R-007": SAME_DAY},
    {"R-007": SAME_DAY, "R-011": EMERGENCY},
    {"R-023": EMERGENCY},
    {"R-005": EMERGENCY, "R-006": SAME_DAY, "R-008": EMERGENCY, "R-009": SAME_DAY},
)
"""By week: who ticks a sign. The others have no pain, or an old one that is getting better."""

MILD = {
    "pain_location": "lower",
    "onset": "gradual",
    "pain_days": "12",
    "pain_score": "4",
    "age": "34",
    "sex": "female",
    "course": "better",
    "history": "back_pain_before",
    "pain_behaviour": "sitting",
    "load": "long_run",
    "form_lower": "hip_drop",
    "daily_life": "long_sitting",
    "emergency_signs": "none",
    "nerve_signs": "none",
    "body_signs": "none",
    "wee_skin_signs": "none",
    "pelvic_health": "none",
    "pain_pattern": "none",
    "medicines": "none",
    "limits": "none",
    "spread": "none",
}
Row = dict[str, str]


@pytest.fixture
def month(back_pain: Pack) -> Month:
    """What forty athletes answer in four weeks."""
    return Month(back_pain)


class Month:
    """The answers of each week, with labels as a form writes them, and headers of each kind."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def answers(self, week: int, code: str) -> dict[str, str]:
        """By question, the ids of what an athlete says; nothing for one without pain."""
        sign = SIGNS[week].get(code)
        if sign is None and int(code[2:]) % 2:
            return {}
        return MILD | ({sign[0]: sign[1]} if sign else {})

    def row(self, week: int, code: str) -> Row:
        """A row with the ids of questions as headers, and the words of the form in the cells."""
        said = self.answers(week, code)
        own = {"runner": code, "squad": squad(code), "complaint": "yes" if said else "no"}
        return own | {id: self._words(id, answer) for id, answer in said.items()}

    def _words(self, id: str, answer: str) -> str:
        question = self.pack.question[id]
        if question.kind is Kind.NUMBER:
            return answer
        labels = {option.id: option.label for option in question.options}
        return labels.get(answer, "None of these")

    def boxes(self, week: int, code: str) -> Row:
        """A row with a column for each box of a checklist, 1 or 0, as KoBo writes it."""
        row = self.row(week, code)
        for id, answer in self.answers(week, code).items():
            question = self.pack.question[id]
            if question.kind is Kind.CHECKLIST:
                del row[id]
                boxes = (*question.option_ids, "none")
                row |= {f"{id}/{box}": "1" if box == answer else "0" for box in boxes}
        return row

    def header(self, id: str) -> str:
        """The text of a question, with its label if it shares the text, or an own column's name."""
        if id not in self.pack.question:
            return id
        question = self.pack.question[id]
        is_shared = sum(other.text == question.text for other in self.pack.questions) > 1
        return f"{question.label}: {question.text}" if is_shared else question.text


def squad(code: str) -> str:
    """The squad of an athlete."""
    return "Marathon" if int(code[2:]) > 20 else "Track"


def table(rows: Sequence[Row], headers: Sequence[str] | None = None) -> str:
    """A CSV of rows, with all their columns."""
    names = headers or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(path: Path) -> list[Row]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


class Mondays:
    """A coach at the command line: each week a preview, then a screening."""

    def __init__(self, triage: Triage, folder: Path) -> None:
        self.triage, self.folder = triage, folder
        (folder / "squad.csv").write_text(
            table([{"code": code, "squad": squad(code), "joined": "2026-09-01"} for code in CODES])
        )

    def preview(self, week: int, *roster: str, code: int = 0) -> Ran:
        """How a roster is understood; nothing is written."""
        before = sorted(self.folder.rglob("*"))
        ran = self.triage("screen", *roster, "--preview", *self._with(week))
        assert ran.code == code, ran.err
        assert sorted(self.folder.rglob("*")) == before
        return ran

    def screen(self, week: int, *roster: str, code: int = 0) -> tuple[Ran, dict[str, Row]]:
        """The results of a roster by athlete, after checks that hold for every week."""
        ran = self.triage("screen", *roster, "-o", f"weeks/{week + 1}", *self._with(week))
        assert ran.code == code, ran.err
        out = self.folder / f"weeks/{week + 1}"
        results = {row["runner"]: row for row in read(out / "results.csv")}
        board = (out / "board.html").read_text()
        missing = [athlete for athlete in CODES if athlete not in results or athlete not in board]
        assert not missing
        for athlete, sign in SIGNS[week].items():
            assert int(results[athlete]["urgency"]) >= FLOOR[sign], athlete
            assert results[athlete]["state"] == "stop", athlete
        counted = Counter(row["label"].removeprefix("At least: ") for row in results.values())
        shown = dict(counts_in(ran.out))
        assert shown == counted
        return ran, results

    def _with(self, week: int) -> tuple[str, ...]:
        previous = ("--previous", "weeks") if week else ()
        return ("--squad", "squad.csv", *previous, "--today", MONDAYS[week])


def counts_in(out: str) -> Iterator[tuple[str, int]]:
    """The counts that a run prints: state to number."""
    for line in out.splitlines():
        number, _, label = line.strip().partition("  ")
        if number.isdigit():
            yield label, int(number)


@pytest.mark.slow  # some twenty runs of the command
def test_a_coachs_month(triage: Triage, month: Month, tmp_path: Path) -> None:
    """Forty athletes, four weeks, four kinds of file: each is on each board, none is too calm."""
    mondays = Mondays(triage, tmp_path)
    stacked = _template(mondays, month)
    stacked += _form(mondays, month)
    _growing_sheet(mondays, month, stacked)
    _boxes(mondays, month)
    _correction(mondays, month)
    _trends(mondays)
    _no_answers(tmp_path / "weeks", tmp_path / "trends", pack=month.pack)


def _template(mondays: Mondays, month: Month) -> list[Row]:
    """Week 1: the empty roster is filled in, as a workbook and as text; both read the same."""
    folder, triage = mondays.folder, mondays.triage
    assert triage("screen", "--template", "csv", "-o", "week1.csv").code == 0
    assert triage("screen", "--template", "xlsx", "-o", "week1.xlsx").code == 0
    rows = [month.row(0, code) | {"date": MONDAYS[0]} for code in CODES]
    filled = [{month.header(id): said for id, said in row.items()} for row in rows]
    headers = (folder / "week1.csv").read_text(encoding="utf-8-sig")
    (folder / "week1.csv").write_text(table(filled, next(csv.reader(io.StringIO(headers)))))
    workbook = openpyxl.load_workbook(folder / "week1.xlsx")
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(filled, 2):
        for header, said in row.items():
            sheet.cell(number, columns[header], said)
    workbook.save(folder / "week1.xlsx")
    assert "40 rows: 40 can be screened, 0 would be" in mondays.preview(0, "week1.csv").out
    assert "40 rows: 40 can be screened, 0 would be" in mondays.preview(0, "week1.xlsx").out
    ran, results = mondays.screen(0, "week1.xlsx")
    assert "40 rows: 40 screened, 0 rejected" in ran.out
    _, same = mondays.screen(0, "week1.csv", "--force")
    assert [{**row, "group": ""} for row in same.values()] == [
        {**row, "group": ""} for row in results.values()
    ]
    return rows


def _form(mondays: Mondays, month: Month) -> list[Row]:
    """Week 2: a form with its own time of answering, and a question for the date left empty."""
    rows = [month.row(1, code) for code in CODES if code != "R-032"]
    form = [
        {"Timestamp": "2026/11/09 7:15:00 AM GMT+1", "date": ""}
        | {month.header(id): said for id, said in row.items()}
        for row in rows
    ]
    (mondays.folder / "week2.csv").write_text(table(form))
    seen = mondays.preview(1, "week2.csv")
    assert "where that is empty column A 'Timestamp'" in seen.out
    ran, results = mondays.screen(1, "week2.csv")
    assert "1 more did not answer" in ran.out
    assert results["R-032"]["state"] == "unanswered"
    assert results["R-032"]["answered"] == MONDAYS[0]
    assert results["R-011"]["change"] == "more pressing"
    return [row | {"date": MONDAYS[1]} for row in rows]


def _growing_sheet(mondays: Mondays, month: Month, stacked: list[Row]) -> None:
    """Week 3: three weeks in one sheet. The newest row of each athlete counts."""
    rows = [month.row(2, code) | {"date": MONDAYS[2]} for code in CODES if code != "R-031"]
    (mondays.folder / "week3.csv").write_text(table([*stacked, *rows]))
    mondays.preview(2, "week3.csv")
    ran, results = mondays.screen(2, "week3.csv")
    assert "118 rows: 40 screened, 78 replaced by another of the same runner" in ran.out
    assert results["R-011"]["urgency"] == "0"
    assert "was more urgent: ask whether that still applies" in results["R-011"]["note"]
    assert "was more urgent: ask whether that still applies" in ran.err
    assert results["R-031"]["answered"] == MONDAYS[1]


def _boxes(mondays: Mondays, month: Month) -> None:
    """Week 4: boxes in columns of their own; cells that cannot be read; silence; a lost code."""
    answering = [code for code in CODES if code not in SILENT]
    rows = {code: month.boxes(3, code) | {"end": f"{MONDAYS[3]}T07:30:00"} for code in answering}
    rows["R-005"]["pain_days"] = PLANTED[0]  # beside an emergency
    rows["R-006"]["age"] = PLANTED[1]  # beside a same-day sign
    rows["R-010"]["body_signs/fever"] = PLANTED[2]  # beside nothing: not cleared
    rows["R-009"]["runner"] = ""  # beside a same-day sign
    (mondays.folder / "week4.csv").write_text(table(list(rows.values())))
    seen = mondays.preview(3, "week4.csv", code=3)
    assert f"'{PLANTED[0]}'" in seen.out
    sign = SIGNS[3]
    ran = mondays.triage(
        "screen", "week4.csv", "-o", "weeks/4", *mondays._with(3), "--clinician", "trace.csv"
    )
    assert ran.code == 3
    results = {row["runner"]: row for row in read(mondays.folder / "weeks/4/results.csv")}
    assert set(CODES) <= set(results)
    for code in ("R-005", "R-006", "R-008"):
        assert int(results[code]["urgency"]) >= FLOOR[sign[code]]
    assert results["R-005"]["label"].startswith("At least: ")
    assert results["R-010"]["state"] == "unread"
    nameless = next(row for name, row in results.items() if name not in CODES)
    assert int(nameless["urgency"]) >= FLOOR[sign["R-009"]]
    assert results["R-009"]["state"] == "unanswered"
    unread = {row["runner"]: row for row in read(mondays.folder / "weeks/4/unread.csv")}
    assert set(unread) == {"R-005", "R-006", "R-010", ""}
    assert "whole number from 0 to 20000" in unread["R-005"]["what is wrong"]
    assert all(row["what to do"] and row["row"] for row in unread.values())
    for code, day in SILENT.items():
        assert results[code]["state"] == "unanswered"
        assert results[code]["answered"] == day


def _correction(mondays: Mondays, month: Month) -> None:
    """Week 4, later: the corrected rows are merged, and the run says what they replaced."""
    codes = ("R-005", "R-006", "R-009", "R-010")
    rows = [month.row(3, code) | {"date": f"{MONDAYS[3]} 12:00:00"} for code in codes]
    (mondays.folder / "corrected.csv").write_text(table(rows))
    both = ("week4.csv", "--merge", "corrected.csv")
    mondays.preview(3, *both, code=3)
    ran, results = mondays.screen(3, *both, "--force", code=3)
    assert "R-005: Row 2 of corrected.csv replaces row 6 of week4.csv." in ran.err
    assert not any(row["label"].startswith("At least") for n, row in results.items() if n in CODES)
    assert results["R-010"]["state"] == "care"


def _trends(mondays: Mondays) -> None:
    """The month on one page."""
    ran = mondays.triage("screen", "weeks", "-o", "trends", "--squad", "squad.csv")
    assert ran.code == 0, ran.err
    assert "4 screenings" in ran.out
    page = (mondays.folder / "trends/trends.html").read_text()
    assert all(code in page for code in CODES)


def _no_answers(*folders: Path, pack: Pack) -> None:
    """Nothing that an athlete said is in a file that the coach keeps."""
    labels = [option.label for question in pack.questions for option in question.options]
    words = [*PLANTED, *(label for label in labels if len(label) > 12)]
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        assert not [word for word in words if word in text], path
