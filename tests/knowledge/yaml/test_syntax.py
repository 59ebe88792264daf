"""YAML is read as it was written: nothing changes meaning unseen, and nothing makes it fall."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from triage.errors import Location
from triage.knowledge.yaml import syntax
from triage.knowledge.yaml.syntax import DEEPEST, plain, read, scalars


def said(text: str) -> object:
    """Return what a text holds, which must have no fault."""
    node, faults = read(text, "file.yaml")
    assert not faults
    assert node is not None
    return plain(node)


def whats(text: str) -> list[str]:
    """Return what is wrong with a text."""
    return [fault.what for fault in read(text, "file.yaml")[1]]


@pytest.mark.parametrize(
    "word",
    [
        "yes", "no", "on", "off", "Yes", "NO", "y", "n", "true", "False", "null", "~", "1e3",
        "1_000", "010", "0x10", "0o17", "0b1", "12:30:45", ".5", "1.0", "1.10", "+1", ".inf", "NaN",
        "2026-11-22", "2026-11-22 10:00:00", "<<", "=",
    ],
)  # fmt: skip
def test_a_word_stays_the_word_it_is(word: str) -> None:
    """Where other readers see false, a thousand, seconds or a date, we see what was written."""
    assert said(f"key: {word}") == {"key": word}
    assert said(f"- {word}") == [word]


@pytest.mark.parametrize("word", ["yes", "no", "on", "null", "1e3", "2026-11-22", "~"])
def test_a_key_stays_the_word_it_is(word: str) -> None:
    """A question named 'on' is not named True."""
    assert said(f"{word}: low") == {word: "low"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    """Nothing is merged behind a reader's back."""
    assert said("<<: {a: b}") == {"<<": {"a": "b"}}


def test_quotes_are_remembered_and_blocks_are_folded_as_yaml_says() -> None:
    """Quoted text and blocks keep their words; only plain text may mean that nothing was said."""
    node, _ = read("- low\n- 'low'\n- >\n  two\n  lines\n", "file.yaml")
    assert node is not None
    assert [(one.text, one.quoted) for one in scalars(node)] == [
        ("low", False), ("low", True), ("two lines\n", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "'a' appears twice, first on line 1"),
        ("{a: 1, a: 1}", "'a' appears twice, first on line 1"),
        ("a: &x 1\nb: 2", "the anchor '&x' is not allowed"),
        ("a: !!python/name:os.system 1", "the tag 'tag:yaml.org,2002:python/name:os.system' is"),
        ("a: !secret 1", "the tag '!secret' is not allowed"),
        ("a: 1\n---\nb: 2", "a second document starts here"),
        ("? [a, b]\n: 1", "a key must be a plain name"),
        ("a: b: c", "this is not valid YAML: mapping values are not allowed"),
        ("a: [1, 2", "this is not valid YAML: while parsing a flow sequence (from line 1)"),
        ("a: \x00", "there is a control character here: U+0000"),
        ("a: \ud800", "this cannot be read as text: "),
        ("%YAML 9.9\n---\na: 1", "this is not valid YAML: found incompatible YAML document"),
    ],
)  # fmt: skip
def test_what_could_change_meaning_unseen_is_refused(text: str, fault: str) -> None:
    """Repeated keys, anchors, tags, second documents and odd characters are faults, not read."""
    assert any(what.startswith(fault) for what in whats(text))


def test_an_alias_is_refused_and_never_unfolded() -> None:
    """A file that multiplies itself is refused before it has grown."""
    laughs = "a: &a [ha]\n" + "".join(
        f"{after}: &{after} [*{before}, *{before}, *{before}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    node, faults = read(laughs, "file.yaml")
    assert {
        "the alias '*a' repeats another part, and aliases are not allowed",
        "the anchor '&a' is not allowed",
    } <= {fault.what for fault in faults}
    assert node is not None
    assert len(list(scalars(node))) == 1 + 8 * 3


@pytest.mark.parametrize("deep", [100, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_what_nests_too_deep_is_refused(opening: str, deep: int) -> None:
    """No depth exhausts the reader; it stops counting soon after the deepest it allows."""
    assert whats(opening * deep) == [f"this is nested more than {DEEPEST} levels deep"]


def test_what_nests_as_deep_as_allowed_is_read() -> None:
    """The limit itself is allowed."""
    text = "[" * DEEPEST + "]" * DEEPEST
    assert json.dumps(said(text)) == text


@pytest.mark.parametrize("text", ["", "# a comment\n", "\n\n", "---\n...\n"])
def test_an_empty_text_holds_nothing(text: str) -> None:
    """Nothing, or an empty document, is neither a fault of form nor a value."""
    node, faults = read(text, "file.yaml")
    assert not faults
    assert node is None or plain(node) == ""


def test_a_byte_order_mark_is_not_part_of_the_first_word() -> None:
    """A file saved on another system reads the same."""
    assert said("\ufeffa: 1") == {"a": "1"}


def test_windows_line_ends_change_nothing() -> None:
    """A file saved on another system reads the same, and lines are counted the same."""
    assert said("a: 1\r\nb:\r\n  - 2\r\n") == {"a": "1", "b": ["2"]}
    assert [fault.where.line for fault in read("a: 1\r\nb: 2\r\na: 3\r\n", "f")[1]] == [3]


def test_every_node_knows_its_place() -> None:
    """Line and column count from one, as editors do."""
    node, _ = read("a: 1\nb:\n  - {c: two}\n", "file.yaml")
    assert node is not None
    assert [(one.text, one.where) for one in scalars(node)] == [
        ("1", Location("file.yaml", 1, 4)),
        ("two", Location("file.yaml", 3, 9)),
    ]


@given(text=st.text(alphabet="ab:-[]{},#&*!|>'\"% \n\t?~0", max_size=40))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    """Whatever is in a file is read or refused, with a place and a remedy."""
    _, faults = read(text, "file.yaml")
    assert all(fault.where.file == "file.yaml" and fault.fix for fault in faults)


tree = st.recursive(
    st.text(
        alphabet=st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"
        ),
        max_size=8,
    ),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text("abc", max_size=3), below, max_size=3)
    ),
    max_leaves=10,
)


@given(tree=tree)
def test_json_is_read_as_it_is(tree: object) -> None:
    """JSON text gives back the lists, names and words it was made of."""
    if tree != "":
        assert said(json.dumps(tree, ensure_ascii=False)) == tree


@given(text=st.text(alphabet="ab:-[]{}, \n", max_size=40))
def test_both_parsers_read_the_same(text: str) -> None:
    """What the fast parser reads, the slow one reads as the same, where only that is installed.

    The fast one is the stricter: it refuses `[a:]`, in which the slow one sees a name without a
    value. Such a text is not ours, and refusing it loses nothing.
    """
    there = syntax._LOADER
    node, faults = read(text, "f")
    try:
        syntax._LOADER = yaml.BaseLoader
        other, other_faults = read(text, "f")
    finally:
        syntax._LOADER = there
    if faults:
        return
    assert other_faults == []
    assert (node is None) == (other is None)
    if node is not None and other is not None:
        assert plain(node) == plain(other)
