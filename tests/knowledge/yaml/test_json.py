"""JSON text gives the nodes that the same YAML gives, and its faults say where they are."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import small_pack
from triage.errors import AnswerFault, Location
from triage.knowledge.sheet.sheet import read_sheet
from triage.knowledge.yaml import syntax
from triage.knowledge.yaml.reading import read
from triage.knowledge.yaml.syntax import DEEPEST, Mapping, Scalar, plain
from triage.model.pack import Pack

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
TREES = st.recursive(
    WORDS | st.integers() | st.sampled_from([True, False, None, 0.5]),
    lambda tree: st.lists(tree, max_size=3) | st.dictionaries(WORDS, tree, max_size=3),
    max_leaves=10,
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return small_pack()


def _faults(text: str, file: str = "s.json") -> list[tuple[int, int, str]]:
    _, faults = read(text, file)
    return [(fault.where.line, fault.where.column, fault.what) for fault in faults]


def _as_text(tree: object) -> object:
    match tree:
        case dict():
            return {key: _as_text(value) for key, value in tree.items()}
        case list():
            return [_as_text(value) for value in tree]
        case str():
            return tree
    return json.dumps(tree)


@given(tree=TREES, indent=st.sampled_from([None, 0, 2]), is_ascii=st.booleans())
def test_every_tree_is_read_back(tree: object, indent: int | None, is_ascii: bool) -> None:
    """Whatever the escapes, the space between and the order; numbers stay as they were written."""
    node, faults = read(json.dumps(tree, indent=indent, ensure_ascii=is_ascii), "s.json")
    assert not faults
    assert node is not None
    assert plain(node) == _as_text(tree)


@given(
    tree=st.dictionaries(st.sampled_from("abc"), st.integers(0, 9) | st.just("x"), max_size=3),
    indent=st.sampled_from([None, 2]),
)
def test_places_are_those_of_the_same_yaml(tree: object, indent: int | None) -> None:
    text = json.dumps(tree, indent=indent)
    assert read(text, "s.json") == syntax.read(text, "s.json")


def test_a_json_sheet_is_recognised_in_a_pipe_and_yaml_stays_yaml() -> None:
    text = '{"runner": "Kim \\ud83d\\udc0d"}'
    runner = Scalar("Kim 🐍", Location("-", 1, 12), quoted=True)
    node, _ = read(text, "-")
    assert isinstance(node, Mapping)
    assert node.entries == {"runner": runner}
    assert _faults(text, "s.yaml")
    node, faults = read("{runner: Kim}", "-")
    assert (plain(node) if node else None, faults) == ({"runner": "Kim"}, [])


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ('{"a": 1,\n "b" 2}', 2, 6, "this is not valid JSON: Expecting ':' delimiter"),
        ("{'a': 1}", 1, 2, "this is not valid JSON: Expecting property name"),
        ('{"a": 1}\n{}', 2, 1, "this is not valid JSON: Extra data"),
        ('{"a": "x\ty"}', 1, 9, "this is not valid JSON: Invalid control character"),
        ("answers:\n  a: 1", 1, 1, "this is not valid JSON: Expecting value"),
        ('{"a": 1,\n "a": 2}', 2, 2, "'a' appears twice, first on line 1"),
        ('{"a":\n "\\ud83d"}', 2, 2, "this text contains half a character: U+D83D"),
        ('{"\\udc0d": 1}', 1, 2, "this text contains half a character: U+DC0D"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), 1, DEEPEST + 1, "nested more than"),
        ("[" * 200_000, 1, DEEPEST + 1, "nested more than"),
    ],
)
def test_a_fault_says_where_it_is_and_speaks_of_json(
    text: str, line: int, column: int, what: str
) -> None:
    ((at_line, at_column, said),) = _faults(text)
    assert (at_line, at_column) == (line, column)
    assert what in said
    assert "YAML" not in said


@pytest.mark.parametrize("ending", ["yaml", "json"])
@pytest.mark.parametrize("written", ["42.0", "42.000", "42"])
def test_a_whole_number_may_be_written_as_a_decimal(pack: Pack, ending: str, written: str) -> None:
    sheet = read_sheet(f'{{"answers": {{"days": {written}}}}}', f"s.{ending}", pack)
    answer = sheet.answers.get("days")
    assert answer == Decimal(42)
    assert str(answer) == "42"


@pytest.mark.parametrize("ending", ["yaml", "json"])
@pytest.mark.parametrize(
    "written",
    ["42.5", "1e999", "1e999999999", "NaN", "-Infinity", "9" * 4301, "9" * 900_000, "1" + "." * 9],
)
def test_an_impossible_number_is_a_fault_of_its_answer(
    pack: Pack, ending: str, written: str
) -> None:
    if ending == "json" and ".." in written:
        written = f'"{written}"'
    with pytest.raises(AnswerFault) as caught:
        read_sheet(f'{{"answers": {{"days": {written}}}}}', f"s.{ending}", pack)
    (fault,) = caught.value.faults
    assert fault.where.column > 1
    assert len(fault.what) < 200
