"""Hostile headers and cells: each is read or is a fault of its place, within bounded time."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.screening.roster.reading import read, roster_of, ticked
from tests.screening.squad import the_words
from triage.engine.assess import Engine
from triage.errors import AnswerFault
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.screening.roster.headers import Names
from triage.screening.roster.notes import Notes
from triage.screening.roster.preview import preview
from triage.screening.roster.taken import short, text_of

TARGETS = (
    "runner",
    "date",
    "complaint",
    "age",
    "pain_location",
    "emergency_signs",
    "emergency_signs.fainted",
)
LONG = 900_000
HUGE: dict[str, Any] = {
    "digits": "9" * LONG,
    "decimals": "1." + "9" * LONG,
    "an exponent": "1e999",
    "a larger exponent": "1e999999999",
    "infinity": "Infinity",
    "a typed exponent": Decimal("1E+999999999"),
    "a typed small exponent": Decimal("1E-999999999"),
    "a typed infinity": Decimal("Infinity"),
    "typed digits": Decimal("9" * LONG),
    "commas": "," * LONG,
    "spaces": " " * LONG,
    "line breaks": "\n" * LONG,
    "ids": "fever " * (LONG // 6),
    "bullets": "• " * (LONG // 2),
    "unknown items": "x, " * (LONG // 3),
    "ligatures": "\ufdfa" * LONG,
    "a lone surrogate": "\ud800",
    "controls": "\x1b[2J\x00\x07",
    "marks": "e" + "\u0301" * LONG,
    "the first day": dt.date.min,
    "the last day": dt.datetime.max,
    "many items": tuple("fever" for _ in range(LONG)),
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("what", HUGE)
def test_a_huge_cell_is_a_fault_of_its_cell_in_bounded_time(
    back_pain: Pack, target: str, what: str
) -> None:
    """It neither stops the run nor makes a long message, and is never an answer of no."""
    begun = time.perf_counter()
    taken = read(back_pain, target, HUGE[what])
    assert time.perf_counter() - begun < 5
    assert all(len(each.what) + len(each.fix) < 1_000 for each in taken.troubles)
    assert all(each.what.isprintable() for each in taken.troubles)
    assert len(short(HUGE[what])) <= 60
    if target in ("age", "pain_location", "complaint"):
        assert taken.value is None
    if isinstance(taken.value, Ticks):
        assert Tick.NO not in dict(taken.value.boxes).values() or what in ("ids", "many items")


def test_an_answer_after_a_long_blank_is_not_lost(back_pain: Pack) -> None:
    """What is not read of a cell is a fault, and what is read of it counts."""
    assert ticked(read(back_pain, "emergency_signs", " " * LONG + "fainted").value) == {"fainted"}  # type: ignore[arg-type]
    taken = read(back_pain, "emergency_signs", "fainted" + "," * LONG + "confused")
    assert ticked(taken.value) == {"fainted"}  # type: ignore[arg-type]
    assert taken.troubles


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=200),
    st.characters(),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.dates(),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())),
    st.lists(st.text(max_size=20), max_size=5).map(tuple),
    st.from_regex(r"[0-9 ,./:+\-TZapmGMT]{1,40}", fullmatch=True),
)


@given(cell=CELLS, target=st.sampled_from(TARGETS))
@example(cell=Decimal("sNaN"), target="age")
@example(cell="\ud800\ud800", target="date")
def test_any_cell_is_read_or_is_a_fault(back_pain: Pack, target: str, cell: Any) -> None:
    """Nothing raises, and what is filled is an answer, a fault or a missing value."""
    taken = read(back_pain, target, cell)
    for trouble in taken.troubles:
        assert trouble.what
        assert trouble.fix
    text_of(cell)


@given(header=st.text(max_size=300))
@example(header="body_signs/" * 30)
@example(header="___[(/." * 40)
def test_any_header_is_known_or_not(back_pain: Pack, header: str) -> None:
    """Nothing raises, whatever a header is made of."""
    names = Names(back_pain, the_words(back_pain))
    names.targets(header)
    names.near(header, set())


@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(
                [
                    *("", "runner", "date", "age", "body_signs", "body_signs/fever", "None", "1"),
                    *("2026-11-14", "14.11.2026 08:00", "=1+1", "#REF!", "Response", "R-1"),
                ]
            ),
            min_size=4,
            max_size=4,
        ),
        min_size=2,
        max_size=5,
    )
)
def test_any_roster_is_understood_or_refused(
    back_pain: Pack, tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """Rows of odd cells under odd headers give entries and faults, and never a traceback."""
    try:
        roster = roster_of(tmp_path_factory.mktemp("odd"), back_pain, *rows)
    except AnswerFault:
        return
    assert list(preview(roster))


def _upper(text: str) -> str:
    return text.upper()


def _spread(text: str) -> str:
    return text.join("  ").replace(" ", "\u00a0 ")


@given(data=st.data())
def test_every_form_of_every_option_is_read_as_it(engine: Engine, data: st.DataObject) -> None:
    """Ids and labels, in any case and spacing, are read back as their options."""
    pack = engine.pack
    question = data.draw(st.sampled_from([q for q in pack.questions if q.options]))
    option = data.draw(st.sampled_from(question.options))
    change: Callable[[str], str] = data.draw(st.sampled_from([str, _upper, str.lower, _spread]))
    said = change(data.draw(st.sampled_from([option.id, option.label])))
    taken = read(pack, question.id, said)
    assert taken.troubles == ()
    if question.kind is Kind.CHECKLIST:
        assert ticked(taken.value) == {option.id}  # type: ignore[arg-type]
        assert read(pack, f"{question.id}.{option.id}", said).value == "label"
    else:
        assert taken.value == option.id


@given(data=st.data())
def test_any_boxes_in_one_cell_are_read_as_they(engine: Engine, data: st.DataObject) -> None:
    """Any options of a checklist, as ids or labels, with any separator."""
    pack = engine.pack
    lists = [q for q in pack.questions if q.kind is Kind.CHECKLIST]
    if not lists:
        return
    question = data.draw(st.sampled_from(lists))
    options = data.draw(st.lists(st.sampled_from(question.options), min_size=1, unique=True))
    joint = data.draw(st.sampled_from([", ", ";", " | ", "\n", "\r\n", "\n- ", "\n• ", " • "]))
    said = joint.join(data.draw(st.sampled_from([each.id, each.label])) for each in options)
    taken = read(pack, question.id, said)
    assert taken.troubles == ()
    assert ticked(taken.value) == {each.id for each in options}  # type: ignore[arg-type]


def test_many_missing_values_make_one_short_note(back_pain: Pack, tmp_path: Path) -> None:
    """However many there are, and whatever they are."""
    words = the_words(back_pain)
    rows = [[f"R-{n}", "", each] for n, each in enumerate(words.missing)]
    roster = roster_of(tmp_path, back_pain, ["runner", "age", "course"], *rows)
    [note] = [note for note in roster.table.notes if "not answered" in note]
    assert len(note) < 200
    assert Notes(roster.columns, back_pain, words, roster.mapping).said() == ()
