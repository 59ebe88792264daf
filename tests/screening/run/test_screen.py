"""A coach sees who must stop, who needs a change and who has not answered, and nothing more."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import stat
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.screening.squad import TODAY, csv_of, roster_rows, understood, whole
from triage.assurance.trials.trial import absent_answer
from triage.engine.assess import Engine
from triage.errors import FileFault
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.screening.files.formats import FORMATS
from triage.screening.run.request import Request
from triage.screening.run.screen import screen
from triage.screening.standing.mark import Screening
from triage.store.packs import load_vignettes
from triage.store.templates import environment

openpyxl = pytest.importorskip("openpyxl")
polars = pytest.importorskip("polars")


def nobody(_stage: str, _done: int, _total: int) -> None:
    """Watch nothing."""


def screened(
    pack: Pack,
    folder: Path,
    sheets: Mapping[str, Answers] | str,
    *,
    day: str = "2026-11-23",
    **options: object,
) -> Screening:
    """Screen sheets, or the text of a roster, into folder/out."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "roster.csv"
    text = sheets if isinstance(sheets, str) else csv_of(roster_rows(pack, sheets, day=day))
    path.write_text(text, encoding="utf-8")
    wanted = {
        "roster": understood(path, pack),
        "source": path,
        "output": folder / "out",
        "formats": FORMATS,
        "templates": environment("html"),
        **options,
    }
    return screen(Request(**wanted), nobody)  # type: ignore[arg-type]


def results(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of results.csv by runner."""
    with (folder / "out/results.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["runner"]: row for row in csv.DictReader(file)}


# -- states ----------------------------------------------------------------------------------------


def test_rows_in_are_rows_screened_and_rows_rejected(back_pain: Pack, tmp_path: Path) -> None:
    """Nothing is dropped silently, and the rows not read can be corrected and screened again."""
    text = "runner,complaint,age\nR-1,no,30\nR-2,yes,x\n+R-3,no,31\n,no,32\nR-1,no,30\n"
    done = screened(back_pain, tmp_path, text, clinician=tmp_path / "trace.csv")
    assert (done.rows_in, done.screened, done.superseded, done.rejected) == (5, 3, 1, 1)
    assert done.unread == 1
    unread = tmp_path / "trace-unread.csv"
    corrected = unread.read_text(encoding="utf-8-sig").replace(",x", ",32")
    again = screened(back_pain, tmp_path / "again", corrected)
    assert (again.screened, again.rejected, again.unread) == (1, 1, 0)
    assert set(results(tmp_path)) == {"R-1", "R-2", "'+R-3", "row 5"}


def test_every_cell_of_a_row_that_was_not_read_in_full_is_kept(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Columns without a header, two with the same, and cells beyond them are all in the file."""
    text = "runner,complaint,,,Notes,Notes\nR-1,no,one,two,three,four,five,six\n"
    screened(back_pain, tmp_path, text, clinician=tmp_path / "trace.csv")
    with (tmp_path / "trace-unread.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row.values())[4:] == ["R-1", "no", "one", "two", "three", "four", "five, six"]
    again = screened(
        back_pain, tmp_path / "again", (tmp_path / "trace-unread.csv").read_text("utf-8-sig")
    )
    assert again.unread == 1


def test_every_format_of_results_says_the_same(back_pain: Pack, tmp_path: Path) -> None:
    """CSV, XLSX and Parquet hold the same rows; a name like a formula is kept in each."""
    screened(back_pain, tmp_path, "runner,complaint\nR-1,no\n+R-3,no\nR-2,\n")
    frame = polars.read_parquet(tmp_path / "out/results.parquet")
    sheet = openpyxl.load_workbook(tmp_path / "out/results.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == frame["runner"].to_list() == ["R-1", "+R-3", "R-2"]
    assert [row[2] for row in rows[1:]] == frame["state"].to_list()
    assert [row["state"] for row in results(tmp_path).values()] == frame["state"].to_list()


def _lists_in_full(pack: Pack, answers: Answers) -> Answers:
    """A cell of a roster denies each box of a list that it does not name."""
    given = answers.given.items()
    return Answers({id: absent_answer(pack.question[id], answer) or answer for id, answer in given})


@pytest.mark.slow
def test_the_state_follows_the_engine_on_every_tenth_vignette(
    back_pain_engine: Engine, tmp_path: Path
) -> None:
    """Stop for a doctor and above; nothing unfinished is clear or train with care."""
    pack = back_pain_engine.pack
    some = load_vignettes(pack)[::10]
    sheets = {v.id: whole(_lists_in_full(pack, v.sheet.answers)) for v in some}
    screened(pack, tmp_path, sheets)
    found = results(tmp_path)
    for code, answers in sheets.items():
        assessment = back_pain_engine.assess(answers)
        state = found[code]["state"]
        assert state != "clear"
        if assessment.disposition >= Disposition.SEE_DOCTOR:
            assert state == "stop"
        elif not assessment.complete:
            assert state == "unanswered"
        else:
            assert state in ("change", "care")


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("R-1,2026-11-23,no,,,", "clear"),
        ("R-1,2026-11-23,no,30,,none", "clear"),
        ("R-1,2026-11-17,no,,,", "clear"),
        ("R-1,2026-11-16,no,,,", "outdated"),
        ("R-1,2026-11-23,no,30,lower,", "unanswered"),
        ("R-1,2026-11-23,no,30,,unsure", "stop"),
        ("R-1,2026-11-23,no,30,,fainted", "stop"),
        ("R-1,2026-11-01,yes,30,,fainted", "stop"),
        ("R-1,2026-11-23,yes,,,", "unanswered"),
        ("R-1,,,,,", "unanswered"),
    ],
)
def test_a_runner_is_clear_only_with_a_recent_no_and_nothing_against_it(
    back_pain: Pack, tmp_path: Path, row: str, state: str
) -> None:
    """No answer, doubt, an old answer or any sign prevents clear; a stop does not run out."""
    header = "runner,date,complaint,age,pain_location,emergency_signs\n"
    screened(back_pain, tmp_path, header + row + "\n")
    assert results(tmp_path)["R-1"]["state"] == state


def test_what_changed_since_the_previous_screening_is_shown(
    back_pain: Pack, tmp_path: Path
) -> None:
    """A state that got more pressing, one that stayed, one that is new, and one with no answers."""
    header = "runner,complaint,emergency_signs\n"
    screened(back_pain, tmp_path / "a", header + "R-1,no,\nR-2,no,\nR-4,no,\n")
    after = header + "R-1,yes,fainted\nR-2,no,\nR-3,,\n"
    screened(back_pain, tmp_path / "b", after, previous=[tmp_path / "a/out"])
    found = {code: row["change"] for code, row in results(tmp_path / "b").items()}
    assert found == {"R-1": "more pressing", "R-2": "same", "R-3": "new", "R-4": "not known"}


# -- what a coach's files do not hold --------------------------------------------------------------


def _texts(folder: Path) -> str:
    """Everything a person or a program can read in the coach's files."""
    board = (folder / "out/board.html").read_text(encoding="utf-8")
    shown = unescape(re.sub(r"<(style|script).*?</\1>", " ", board, flags=re.DOTALL))
    rows = "\n".join(str(row) for row in polars.read_parquet(folder / "out/results.parquet").rows())
    csv_file = (folder / "out/results.csv").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "out/results.xlsx").active
    cells = "\n".join(str(cell) for row in book.iter_rows(values_only=True) for cell in row)
    mark = (folder / "out/screening.json").read_text(encoding="utf-8")
    return "\n".join([shown, rows, csv_file, cells, mark])


def test_no_answer_suspect_or_cause_is_in_a_coachs_file(back_pain: Pack, tmp_path: Path) -> None:
    """For all vignettes, no words of an option, suspect, cause or rule are in any of the files."""
    sheets = {
        f"R-{number:03}": whole(vignette.sheet.answers)
        for number, vignette in enumerate(load_vignettes(back_pain))
    }
    screened(back_pain, tmp_path, sheets)
    text = _texts(tmp_path).casefold()
    secrets = {o.label for q in back_pain.questions for o in q.options}
    secrets |= {o.says for q in back_pain.questions for o in q.options}
    secrets |= {o.denies for q in back_pain.questions for o in q.options if o.denies}
    secrets |= {s.label for s in back_pain.suspects} | {c.label for c in back_pain.causes}
    secrets |= {rule.title for rule in back_pain.rules} | {r.because for r in back_pain.rules}
    secrets |= {q.text for q in back_pain.questions} | {rule.id for rule in back_pain.rules}
    assert not [secret for secret in secrets if secret.casefold() in text]
    ids = {f"{q.id}" for q in back_pain.questions} | {s.id for s in back_pain.suspects}
    ids |= {c.id for c in back_pain.causes} | {o for q in back_pain.questions for o in q.option_ids}
    words = set(re.findall(r"[a-z_]+", text))
    empty = tmp_path / "empty"
    screened(back_pain, empty, {"R-000": Answers()})
    always_there = set(re.findall(r"[a-z_]+", _texts(empty).casefold()))
    actions = _words_of_squads()
    assert not (ids & words) - always_there - actions


def _words_of_squads() -> set[str]:
    from tests.screening.squad import WORDS_FILE

    text = WORDS_FILE.read_text(encoding="utf-8") + (
        WORDS_FILE.parent / "board.words.j2"
    ).read_text(encoding="utf-8")
    return set(re.findall(r"[a-z_]+", text.casefold()))


@pytest.mark.slow
def test_two_runners_with_one_action_are_the_same_to_a_coach(
    back_pain_engine: Engine, tmp_path: Path
) -> None:
    """Whatever the answers, equal state and action make equal files, byte for byte."""
    pack = back_pain_engine.pack
    seen: dict[tuple[str, str], bytes] = {}
    for number, vignette in enumerate(load_vignettes(pack)[::60]):
        folder = tmp_path / str(number)
        screened(pack, folder, {"R-001": whole(vignette.sheet.answers)}, formats=("csv",))
        (row,) = results(folder).values()
        files = b"".join((folder / "out" / n).read_bytes() for n in ("board.html", "results.csv"))
        assert seen.setdefault((row["state"], row["action"]), files) == files
    assert len(seen) > 1


def test_the_clinician_has_the_trace(back_pain_engine: Engine, tmp_path: Path) -> None:
    """The clinician's file has the disposition, the suspects and the answers of each runner."""
    pack = back_pain_engine.pack
    vignette = next(v for v in load_vignettes(pack) if v.expect.suspects)
    answers = whole(vignette.sheet.answers)
    screened(pack, tmp_path, {"R-001": answers}, clinician=tmp_path / "trace.jsonl")
    trace = json.loads((tmp_path / "trace.jsonl").read_text())
    assessment = back_pain_engine.assess(answers)
    assert trace["disposition"] == assessment.disposition.id
    assert set(trace["fired"]) == assessment.fired
    assert trace["complete"] == assessment.complete
    assert trace["answer pain_location"] == answers.get("pain_location")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_clinicians_file_comes_in_every_format(
    back_pain: Pack, tmp_path: Path, ending: str
) -> None:
    """The ending of its name chooses the format, with one row per runner."""
    place = tmp_path / f"trace.{ending}"
    screened(back_pain, tmp_path, "runner,complaint\nR-1,no\nR-2,\n", clinician=place)
    assert place.stat().st_size > 100


def test_only_the_owner_may_read_files_that_hold_answers(back_pain: Pack, tmp_path: Path) -> None:
    """Every file of a screening is 0600 in folders of 0700."""
    text = "runner,complaint,age,pain_location\nR-1,yes,30,lower\nR-2,yes,x,\n"
    screened(
        back_pain,
        tmp_path,
        text,
        clinician=tmp_path / "trace.csv",
        reports=tmp_path / "reports",
    )
    places = [
        tmp_path / "trace.csv",
        tmp_path / "trace-unread.csv",
        *(tmp_path / "out").iterdir(),
        *(tmp_path / "reports").iterdir(),
    ]
    assert {stat.S_IMODE(place.stat().st_mode) for place in places} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {place.name for place in (tmp_path / "reports").iterdir()} == {
        "r-1.html",
        "reports.json",
    }


def test_earlier_results_are_replaced_only_when_asked(back_pain: Pack, tmp_path: Path) -> None:
    """A folder of results needs --force, and any other folder is left alone."""
    text = "runner,complaint\nR-1,no\n"
    screened(back_pain, tmp_path, text)
    with pytest.raises(FileFault, match="earlier results"):
        screened(back_pain, tmp_path, text)
    screened(back_pain, tmp_path, text, force=True)
    (tmp_path / "other/out").mkdir(parents=True)
    (tmp_path / "other/out/letter.txt").write_text("mine")
    with pytest.raises(FileFault, match="something else"):
        screened(back_pain, tmp_path / "other", text, force=True)


def test_the_same_roster_makes_the_same_files(back_pain: Pack, tmp_path: Path) -> None:
    """Two screenings of one roster on one day are the same, byte for byte."""
    text = "runner,complaint,age\nR-1,no,30\nR-2,yes,\nR-3,,x\n"
    for name in ("a", "b"):
        screened(back_pain, tmp_path / name, text)
    for file in (tmp_path / "a/out").iterdir():
        assert file.read_bytes() == (tmp_path / "b/out" / file.name).read_bytes(), file.name


def test_a_folder_of_results_names_its_day(back_pain: Pack, tmp_path: Path) -> None:
    """The mark of a folder of results has the day, the pack and the counts."""
    screened(back_pain, tmp_path, "runner,complaint\nR-1,no\nR-2,\n")
    mark = json.loads((tmp_path / "out/screening.json").read_text())
    assert dt.date.fromisoformat(mark["date"]) == TODAY
    assert mark["pack"]["digest"] == back_pain.digest
    assert mark["states"] == {"unanswered": 1, "clear": 1}
