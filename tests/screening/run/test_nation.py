"""A Parquet roster of any size: the same states as a squad's, faults shown, nothing lost."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import strategies
from tests.conftest import FOLDERS
from tests.screening.run.test_resume import Stopped
from tests.screening.run.test_screen import nobody
from tests.screening.squad import TODAY, the_words, understood
from triage.circuit.logic import LISTS
from triage.engine.assess import Engine
from triage.errors import AnswerFault, FileFault
from triage.model.answers import Answers, Tick, Ticks
from triage.model.pack import Pack
from triage.screening.run.nation import NationRequest, screen_nation
from triage.screening.run.nation_files import COLUMNS
from triage.screening.standing.mark import Screening
from triage.screening.standing.standing import denies, standing
from triage.store.packs import load_vignettes

pl = pytest.importorskip("polars")
from triage.columnar.roster.encode import frame_of  # noqa: E402  # needs Polars

DAYS = (TODAY, TODAY - dt.timedelta(days=7), TODAY - dt.timedelta(days=8))
COMPLAINTS = (None, True, False)


def roster_of(pack: Pack, sheets: Mapping[str, Answers], **own: Any) -> Any:
    """A roster of sheets by code, with the columns `own` beside them."""
    frame = frame_of(pack, sheets.values())
    return frame.with_columns(pl.Series("runner", list(sheets)), **own)


def screened(
    frame: Any, pack: Pack, folder: Path, watch: Any = nobody, **options: Any
) -> Screening:
    """Screen a frame, written as Parquet, into folder/out and folder/trace.parquet."""
    folder.mkdir(exist_ok=True)
    if frame is not None:
        frame.write_parquet(folder / "roster.parquet")
    wanted = {
        "source": folder / "roster.parquet",
        "pack": pack,
        "words": the_words(pack),
        "today": TODAY,
        "output": folder / "out",
        "clinician": folder / "trace.parquet",
        **options,
    }
    return screen_nation(NationRequest(**wanted), watch)


def results(folder: Path) -> Any:
    """What the coach's file holds."""
    return pl.read_parquet(folder / "out/results.parquet")


@pytest.mark.slow
def test_a_row_is_in_the_state_that_a_squad_would_show(engine: Engine, tmp_path: Path) -> None:
    """Whatever is answered, denied or out of date, the state is the same as in a squad."""
    pack = engine.pack
    absent = {q.id: a for q in pack.questions if (a := strategies.absent(q)) is not None}
    vignettes = load_vignettes(pack, FOLDERS[pack.id])[::40]
    given = [Answers(), Answers(absent), *(each.sheet.answers for each in vignettes)]
    cases = list(product(given, COMPLAINTS, DAYS))
    frame = roster_of(
        pack,
        {f"R-{n}": answers for n, (answers, _, _) in enumerate(cases)},
        complaint=pl.Series([complaint for _, complaint, _ in cases], dtype=pl.Boolean),
        date=pl.Series([day for _, _, day in cases]),
    )
    done = screened(frame, pack, tmp_path)
    found = results(tmp_path).select("runner", "state", "action").rows()
    expected = []
    for number, (answers, complaint, day) in enumerate(cases):
        assessment = engine.assess(answers)
        row = {
            "has_answered": complaint is not None or len(answers) > 0,
            "denies": denies(complaint, answers, pack),
            "disposition": assessment.disposition.id,
            "complete": assessment.complete,
            "baseline": pack.baseline.id,
            "answered": day,
            "at_least": False,
        }
        state, action = standing(row, the_words(pack), TODAY)
        expected.append((f"R-{number}", state.id, action))
    assert found == expected
    assert {"clear", "outdated", "unanswered"} <= set(done.counts)


FAULTS: dict[str, tuple[str, Any, str]] = {
    "unknown word": ("pain_location", "elbow", "pain_location: must be one of"),
    "label for id": ("pain_location", "Lower back", "pain_location: must be one of"),
    "empty word": ("pain_location", "", "pain_location: must be one of"),
    "box": ("emergency_signs:fainted", "maybe", "must be one of yes, no, unsure"),
    "too much": ("age", 340.0, "age: must be a whole number from"),
    "half a year": ("age", 30.5, "age: must be a whole number from"),
    "no number": ("age", float("nan"), "age: must be a whole number from"),
    "no code": ("runner", None, "runner: the runner has no code"),
    "empty code": ("runner", "", "runner: the runner has no code"),
    "future": ("date", dt.date(2030, 1, 1), "date: must not be after 2026-11-24"),
    "undated": ("date", None, "date: there are answers, but no date"),
    "complaint": ("complaint", "perhaps", "complaint: must be one of yes, no, unsure"),
}


@pytest.mark.slow
def test_each_fault_is_shown_and_every_row_is_screened_on_the_rest(
    back_pain: Pack, tmp_path: Path
) -> None:
    """No unknown word passes for an answer: the row comes back with its cells and the reason."""
    vignettes = load_vignettes(back_pain)
    sheets = {f"R-{n}": vignettes[n].sheet.answers for n in range(40)}
    frame = roster_of(back_pain, sheets, date=pl.lit(TODAY), complaint=pl.lit("yes"))
    frame = frame.with_columns(
        pl.selectors.enum().cast(pl.String), pl.col("age").cast(pl.Float64), row=pl.int_range(40)
    )
    for number, (column, value, _) in enumerate(FAULTS.values()):
        planted = pl.when(pl.col("row") == 3 * number).then(pl.lit(value, frame.schema[column]))
        frame = frame.with_columns(planted.otherwise(pl.col(column)).alias(column))
    done = screened(frame, back_pain, tmp_path)
    rejected = pl.read_parquet(tmp_path / "trace-unread.parquet")
    for_coach = pl.read_parquet(tmp_path / "out/unread.parquet")
    assert for_coach.columns == ["runner", "fault"]
    assert for_coach["fault"].to_list() == rejected["fault"].to_list()
    assert "elbow" not in str(for_coach.to_dicts())
    assert (done.rows_in, done.screened, done.unread, done.rejected) == (40, 38, 10, 2)
    assert rejected["row"].to_list() == [3 * number for number in range(12)]
    for fault, (_, _, why) in zip(rejected["fault"], FAULTS.values(), strict=True):
        assert why in fault
        assert fault.count(": ") == 1
    assert rejected["pain_location"].to_list()[:3] == ["elbow", "Lower back", ""]
    trace = pl.read_parquet(tmp_path / "trace.parquet")
    assert trace["row"].to_list() == frame["row"].to_list()
    in_part = trace.filter(pl.col("row").is_in(rejected["row"].implode()))
    assert set(in_part["state"]) <= {"stop", "change", "unread"}


def test_an_emergency_is_seen_whatever_else_is_in_its_row(back_pain: Pack, tmp_path: Path) -> None:
    """A number out of bounds, or no code, leaves the emergency; what is mild is unread."""
    fainted = Answers({"emergency_signs": Ticks((("fainted", Tick.YES),)), "age": Decimal(30)})
    sheets = {"R-1": fainted, "R-2": Answers({"age": Decimal(30)}), "": fainted}
    frame = roster_of(back_pain, sheets, complaint=pl.lit("yes"))
    frame = frame.with_columns(
        age=pl.when(pl.col("runner") == "").then(pl.col("age")).otherwise(pl.lit(340))
    )
    screened(frame, back_pain, tmp_path)
    found = results(tmp_path).select("runner", "label", "at_least").rows()
    assert found == [
        ("R-1", "At least: Stop & refer", True),
        ("R-2", "Could not be read", False),
        (None, "At least: Stop & refer", True),
    ]


@pytest.mark.slow
def test_words_as_plain_text_give_the_same_results(back_pain: Pack, tmp_path: Path) -> None:
    """A roster written by other software gives the same results as one written by ours."""
    vignettes = load_vignettes(back_pain)[::20]
    frame = roster_of(back_pain, {f"R-{n}": s.sheet.answers for n, s in enumerate(vignettes)})
    plain = frame.with_columns(
        pl.selectors.enum().cast(pl.String), pl.selectors.integer().cast(pl.Float64)
    )
    screened(frame, back_pain, tmp_path / "ours")
    screened(plain, back_pain, tmp_path / "theirs")
    ours, theirs = (
        pl.read_parquet(tmp_path / name / "trace.parquet") for name in ("ours", "theirs")
    )
    assert ours.to_dicts() == theirs.to_dicts()


def test_a_coachs_file_holds_only_states_actions_and_dates(ottawa: Pack, tmp_path: Path) -> None:
    """All else in a roster, such as notes, goes to the clinician; only its owner may read it."""
    frame = roster_of(ottawa, {"R-1": Answers()}, notes=pl.lit("numb toes"), squad=pl.lit("A"))
    screened(frame, ottawa, tmp_path)
    assert results(tmp_path).columns == list(COLUMNS)
    assert not {"disposition", "complete", *LISTS} & set(COLUMNS)
    assert "numb toes" not in str(results(tmp_path).rows())
    assert "numb toes" in str(pl.read_parquet(tmp_path / "trace.parquet").rows())
    files = [tmp_path / "trace.parquet", *(tmp_path / "out").iterdir()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_stopped_after_each_part_it_continues_where_it_was(ottawa: Pack, tmp_path: Path) -> None:
    """However often it is stopped, no row is lost or repeated, and no output is ever incomplete."""
    sheets = {f"R-{n}": Answers({"age": Decimal(10 + n)}) for n in range(25)}
    frame = roster_of(ottawa, sheets)
    screened(frame, ottawa, tmp_path / "whole", batch=10)
    folder = tmp_path / "parts"
    for stop_at in (10, 20, 25):

        def watch(_stage: str, done: int, _total: int, stop_at: int = stop_at) -> None:
            if done == stop_at:
                raise Stopped

        with pytest.raises(Stopped):
            screened(frame, ottawa, folder, watch, batch=10, resume=True)
        assert not (folder / "out").exists()
    screened(frame, ottawa, folder, batch=10, resume=True)
    for name in ("out/results.parquet", "out/screening.json", "trace.parquet"):
        assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert results(folder)["runner"].to_list() == list(sheets)
    assert not list(folder.glob(".*"))


def test_a_folder_of_rosters_is_one_roster(ottawa: Pack, tmp_path: Path) -> None:
    """Its Parquet files are read in the order of their names."""
    (tmp_path / "rosters").mkdir()
    for name in ("a", "b"):
        frame = roster_of(ottawa, {f"{name}-{n}": Answers() for n in range(3)})
        frame.write_parquet(tmp_path / f"rosters/{name}.parquet")
    screened(None, ottawa, tmp_path / "rosters", source=tmp_path / "rosters", batch=2)
    found = results(tmp_path / "rosters")["runner"].to_list()
    assert found == ["a-0", "a-1", "a-2", "b-0", "b-1", "b-2"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop("age"), "--engine needs 1 column that is missing: age"),
        (lambda f: f.drop("runner"), "1 column that is missing: runner"),
        (lambda f: f.with_columns(age=pl.lit("30")), "the column 'age' has the type String"),
        (
            lambda f: f.with_columns(date=pl.lit("1/2/2026")),
            "the column 'date' has the type String",
        ),
        (
            lambda f: f.with_columns(fired=pl.lit("x")),
            "the column name 'fired' is reserved for results",
        ),
        (
            lambda f: f.with_columns(state=pl.lit("x")),
            "the column name 'state' is reserved for results",
        ),
    ],
)
def test_a_roster_of_other_columns_is_refused_before_work_begins(
    ottawa: Pack, tmp_path: Path, change: Any, message: str
) -> None:
    """A missing column, a type that needs guessing and a reserved name are refused at once."""
    with pytest.raises(AnswerFault, match=message):
        screened(change(roster_of(ottawa, {"R-1": Answers()})), ottawa, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["roster.parquet"]


def test_what_is_not_parquet_is_refused(ottawa: Pack, tmp_path: Path) -> None:
    """A broken file, an empty folder and a missing file each get a message."""
    (tmp_path / "roster.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(AnswerFault, match="cannot be read as Parquet"):
        screened(None, ottawa, tmp_path)
    (tmp_path / "none").mkdir()
    for place, message in (("none", "no Parquet files"), ("missing", "no such file")):
        with pytest.raises(FileFault, match=message):
            screened(None, ottawa, tmp_path, source=tmp_path / place)


def test_a_roster_for_an_engine_is_not_read_as_one_of_a_squad(ottawa: Pack, tmp_path: Path) -> None:
    """Without --engine its columns of "not sure" would be lost, so the message names --engine."""
    roster_of(ottawa, {"R-1": Answers()}).write_parquet(tmp_path / "roster.parquet")
    with pytest.raises(AnswerFault, match="screen it with --engine polars"):
        understood(tmp_path / "roster.parquet", ottawa)
