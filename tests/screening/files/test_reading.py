"""A roster is read as it was meant, whatever wrote it; what is ambiguous is refused."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.screening.squad import (
    csv_of,
    entries,
    faulty,
    roster_rows,
    understood,
    whole,
)
from triage.errors import AnswerFault
from triage.model.answers import UNSURE_ANSWER, Answers, Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.screening.roster.mapping import RosterMapping, read_mapping
from triage.screening.roster.preview import preview

openpyxl = pytest.importorskip("openpyxl")
polars = pytest.importorskip("polars")

RUNNERS = {
    "R-014": Answers({"pain_location": "lower", "age": Decimal(34)}),
    "R-015": Answers({"pain_location": "upper", "age": UNSURE_ANSWER}),
    "Ørjan-2": Answers({"pain_location": "both"}),
}


def _written(path: Path, rows: list[list[str]]) -> Path:
    kind, _, encoding = path.stem.partition("_")
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([int(c) if c.isdigit() else c or None for c in row])
        book.save(path)
    elif path.suffix == ".parquet":
        columns = {head: [row[i] for row in rows[1:]] for i, head in enumerate(rows[0])}
        polars.DataFrame(columns).write_parquet(path)
    elif path.suffix == ".jsonl":
        lines = [json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]]
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        delimiter = {"semicolons": ";", "tabs": "\t", "bars": "|"}.get(kind, ",")
        path.write_text(csv_of(rows, delimiter), encoding=encoding or "utf-8")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "commas.csv",
        "semicolons.csv",
        "tabs.tsv",
        "tabs.csv",
        "bars.txt",
        "commas_utf-8-sig.csv",
        "tabs_utf-16.csv",
        "semicolons_cp1252.csv",
        "book.xlsx",
        "frame.parquet",
        "lines.jsonl",
    ],
)
def test_every_format_says_the_same(back_pain: Pack, tmp_path: Path, name: str) -> None:
    """Delimiter, encoding and file format make no difference to what was answered."""
    path = _written(tmp_path / name, roster_rows(back_pain, RUNNERS))
    encoding = "cp1252" if "cp1252" in name else None
    found = entries(understood(path, back_pain, encoding=encoding))
    assert {entry.runner: entry.answers for entry in found} == RUNNERS


@given(data=st.data())
def test_labels_in_a_cell_are_read_as_their_answers(
    engine: object, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any answers, exported as labels joined by commas or semicolons, are read back."""
    pack: Pack = engine.pack  # type: ignore[attr-defined]
    answers = whole(data.draw(strategies.answers(pack)))
    joint = data.draw(st.sampled_from([", ", ";", "; "]))
    path = tmp_path_factory.mktemp("labels") / "roster.csv"
    path.write_text(csv_of(roster_rows(pack, {"R-001": answers}, joint=joint)), encoding="utf-8")
    (entry,) = entries(understood(path, pack))
    said = {id: a for id, a in answers.given.items() if not isinstance(a, Ticks) or a.boxes}
    assert {id: _all_boxes(pack, id, a) for id, a in said.items()} == dict(entry.answers.given)


def _all_boxes(pack: Pack, id: str, answer: object) -> object:
    if answer is UNSURE_ANSWER and pack.question[id].kind is Kind.CHECKLIST:
        return Ticks(tuple((option, Tick.UNSURE) for option in pack.question[id].option_ids))
    if not isinstance(answer, Ticks):
        return answer
    boxes = ((o, answer.get(o) or Tick.NO) for o in pack.question[id].option_ids)
    return Ticks(tuple(boxes))


def _read(tmp_path: Path, pack: Pack, text: str, mapping: RosterMapping | None = None) -> object:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return understood(path, pack, mapping)


def test_empty_is_not_asked_and_not_sure_is_not_empty(back_pain: Pack, tmp_path: Path) -> None:
    """An empty cell is silence; "not sure" and "none of these" are answers."""
    roster = _read(
        tmp_path,
        back_pain,
        "runner,pain_location,course,body_signs\nR-001,,Not sure,None of these\n",
    )
    (entry,) = entries(roster)
    assert "pain_location" not in entry.answers
    assert entry.answers.get("course") is UNSURE_ANSWER
    boxes = entry.answers.get("body_signs").boxes
    assert {tick for _, tick in boxes} == {Tick.NO}


def test_one_column_per_box_keeps_boxes_that_were_not_asked_apart(
    back_pain: Pack, tmp_path: Path
) -> None:
    """A grid exported as one column per box answers only those boxes."""
    header = "runner,body_signs.fever,Whole-body signs [Shaking chills]"
    text = f"{header}\nR-001,yes,no\nR-002,x,\n"
    first, second = entries(_read(tmp_path, back_pain, text))
    assert first.answers.get("body_signs").boxes == (("fever", Tick.YES), ("shivers", Tick.NO))
    assert second.answers.get("body_signs").boxes == (("fever", Tick.YES),)


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["13/11/2026", "03/04/2026"], dt.date(2026, 4, 3)),
        (["11/13/2026", "03/04/2026"], dt.date(2026, 3, 4)),
        (["2026-11-01", "2026/04/03 10:15:00"], dt.date(2026, 4, 3)),
        (["05.05.2026", "04.04.2026"], dt.date(2026, 4, 4)),
    ],
)
def test_a_column_of_dates_shows_its_order(
    back_pain: Pack, tmp_path: Path, dates: list[str], first: dt.date
) -> None:
    """One date that can only be read in one way shows how to read the others."""
    lines = [f"R-{n},{date},lower" for n, date in enumerate(dates)]
    roster = _read(tmp_path, back_pain, "runner,date,pain_location\n" + "\n".join(lines))
    assert entries(roster)[1].date == first


@pytest.mark.parametrize("dates", [["03/04/2026"], ["13/11/2026", "11/13/2026", "03/04/2026"]])
def test_ambiguous_dates_are_refused_unless_the_user_gives_their_order(
    back_pain: Pack, tmp_path: Path, dates: list[str]
) -> None:
    """03/04/2026 alone, or in a column with both orders, is unread unless --dates is given."""
    lines = [f"R-{n},{date},lower" for n, date in enumerate(dates)]
    text = "runner,date,pain_location\n" + "\n".join(lines)
    found = faulty(_read(tmp_path, back_pain, text))
    assert [(entry.unread[0].value, entry.date) for entry in found] == [("03/04/2026", None)]
    settled = _read(tmp_path, back_pain, text, RosterMapping(dates="dmy"))
    assert entries(settled)[-1].date == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("cells", "good"),
    [
        (["34", "34.0"], ["34", "34"]),
        (["34,0", "30"], ["34", "30"]),
        (["1,500", "30"], ["None", "30"]),
        (["1.500", "30"], ["None", "30"]),
        (["34,0", "34.0"], ["None", "34"]),
    ],
)
def test_numbers_are_read_in_one_way_or_not_at_all(
    back_pain: Pack, tmp_path: Path, cells: list[str], good: list[str]
) -> None:
    """A decimal comma is read once the column shows it is one; what may be thousands is not."""
    lines = [f'R-{n};"{cell}"' for n, cell in enumerate(cells)]
    roster = _read(tmp_path, back_pain, "runner;age\n" + "\n".join(lines))
    assert [str(entry.answers.get("age")) for entry in entries(roster)] == good


def test_a_mapping_gives_foreign_headers_and_values_their_meaning(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Headers and values of another language are read by a mapping file."""
    text = (
        "columns: {Läufer: runner, Wo: pain_location, Kommentar: ignore}\n"
        "values: {pain_location: {unten: lower, weiß nicht: unsure}}\n"
    )
    mapping = read_mapping(text, "mapping.yaml", back_pain)
    roster = _read(
        tmp_path, back_pain, "Läufer;Wo;Kommentar\nR-1;unten;x\nR-2;weiß nicht;\n", mapping
    )
    found = [entry.answers.get("pain_location") for entry in entries(roster)]
    assert found == ["lower", UNSURE_ANSWER]


def test_a_mapping_to_something_unknown_is_a_fault(back_pain: Pack) -> None:
    """A mapping must name questions and options of the pack; the closest name is offered."""
    with pytest.raises(AnswerFault) as caught:
        read_mapping(
            "{columns: {a: pain_locatoin}, values: {course: {x: beter}}}", "m.yaml", back_pain
        )
    assert [fault.fix for fault in caught.value.faults] == [
        "write 'pain_location'",
        "write 'better'",
    ]


def test_two_rows_with_the_same_code_are_never_merged(back_pain: Pack, tmp_path: Path) -> None:
    """Each row is read by itself, knows the others with its code, and which of them it repeats."""
    text = "runner,pain_location,age\nR-1,lower,30\nr-1 ,lower,31\nR-2,upper,40\nR-2,upper,40\n"
    found = entries(_read(tmp_path, back_pain, text))
    assert [(entry.row, entry.others, entry.repeats) for entry in found] == [
        (2, (3,), None),
        (3, (2,), None),
        (4, (5,), None),
        (5, (4,), 4),
    ]


def test_typed_cells_are_read_as_what_they_are(back_pain: Pack, tmp_path: Path) -> None:
    """Numbers, dates, lists and yes/no of a typed file need no text."""
    path = tmp_path / "typed.parquet"
    polars.DataFrame(
        {
            "runner": ["R-1", "R-2"],
            "date": [dt.date(2026, 11, 20), dt.date(2026, 11, 21)],
            "age": [34.0, None],
            "pain_score": [3, 7],
            "body_signs": [["fever", "unwell"], ["None of these"]],
            "nerve_signs.saddle": [True, False],
            "nerve_signs.bowel": [False, True],
        }
    ).write_parquet(path)
    first, second = entries(understood(path, back_pain))
    assert (first.date, second.date) == (dt.date(2026, 11, 20), dt.date(2026, 11, 21))
    assert first.answers.get("age") == 34
    assert "age" not in second.answers
    signs = first.answers.get("body_signs")
    assert isinstance(signs, Ticks)
    assert {option for option, tick in signs.boxes if tick is Tick.YES} == {"fever", "unwell"}
    for entry, tick in ((first, Tick.YES), (second, Tick.NO)):
        saddle = entry.answers.get("nerve_signs")
        assert isinstance(saddle, Ticks)
        assert saddle.get("saddle") is tick


def test_boxes_within_a_line_of_json_are_boxes(back_pain: Pack, tmp_path: Path) -> None:
    """A checklist may be an object of its boxes, and the answers an object of their own."""
    path = tmp_path / "nested.jsonl"
    path.write_text('{"runner": "R-1", "answers": {"body_signs": {"fever": "yes"}, "age": 30}}\n')
    (entry,) = entries(understood(path, back_pain))
    signs = entry.answers.get("body_signs")
    assert isinstance(signs, Ticks)
    assert signs.get("fever") is Tick.YES
    assert entry.answers.get("age") == 30


def test_a_preview_shows_which_of_several_rows_would_count(back_pain: Pack, tmp_path: Path) -> None:
    """The newest; where that is not known, the one that will turn out most urgent."""
    text = (
        "runner,date,complaint\nR-1,2026-11-09,no\nR-1,2026-11-23,yes\n"
        "R-2,2026-11-23,no\nR-2,2026-11-23,yes\n"
    )
    lines = list(preview(_read(tmp_path, back_pain, text)))
    assert "R-1 is in rows 2, 3: row 3 counts" in lines
    assert "R-2 is in rows 4, 5: the most urgent of rows 4, 5 counts" in lines
    assert lines[-1].startswith("4 rows: 2 can be screened, 2 replaced by another")


def test_a_preview_shows_what_is_missing_and_what_is_wrong(back_pain: Pack, tmp_path: Path) -> None:
    """Without dates it says which day the answers count for; it names cells that are not read."""
    path = tmp_path / "squad.csv"
    path.write_text("runner,age\nR-1,34\nR-2,three\n")
    lines = "\n".join(preview(understood(path, back_pain)))
    assert "no column of dates" in lines
    assert "'three'" in lines
    assert "2 rows: 2 can be screened (1 not in full), 0 would be rejected" in lines
