"""YAML text -> nodes that remember their line and column, with every scalar read as text.

YAML 1.1 turns `no` into False, `1e3` into 1000.0 and `2026-11-22` into a date. None of that
happens here: what was written is what is read. What could change meaning unseen is refused:
a key written twice, anchors and aliases, tags, a second document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from triage.errors import Fault, Location, worded

DEEPEST = 40
"""How deep nodes may nest. No file of ours needs more than a dozen levels."""


class Scalar(NamedTuple):
    """One piece of text. `quoted` says that its author put it in quotes or a block."""

    text: str
    where: Location
    quoted: bool = False


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    where: Location
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys to nodes, in the order written. `keys` holds where each key is."""

    where: Location
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Location] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"]

_HALF = re.compile("[\ud800-\udfff]")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the node a text holds, and every fault found on the way.

    The node is None when the text is empty or is not YAML at all.
    """
    reader = Builder(file)
    try:
        reader.take_all(_LOADER(text))
    except yaml.MarkedYAMLError as error:
        mark, begun = error.problem_mark or error.context_mark, error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        since = (
            worded("yaml.since", line=begun.line + 1) if begun and begun.line + 1 != line else ""
        )
        problem = " ".join(part for part in (error.context, since, error.problem) if part)
        if "nesting depth" in problem:  # some releases of the parser's library count themselves
            reader.too_deep(Location(file, line, column))
            return None, reader.faults
        reader.complain("yaml.malformed", Location(file, line, column), problem=problem)
        return None, reader.faults
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        code = f"U+{error.character:04X}"
        reader.complain("yaml.control_character", Location(file, line, column), code=code)
        return None, reader.faults
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problem = " ".join(str(error).split())
        reader.complain("yaml.not_text", Location(file, 1, 1), problem=problem)
        return None, reader.faults
    except TooDeep as deep:
        reader.too_deep(deep.where)
        return None, reader.faults
    return reader.root, reader.faults


def plain(node: Node) -> Plain:
    """Return a node as plain text, lists and dicts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def scalars(node: Node) -> Iterator[Scalar]:
    """Return every scalar below a node, in the order written."""
    if isinstance(node, Scalar):
        yield node
    else:
        children = node.items if isinstance(node, Sequence) else node.entries.values()
        for child in children:
            yield from scalars(child)


class TooDeep(Exception):
    """A node is nested more than `DEEPEST` levels deep."""

    def __init__(self, where: Location) -> None:
        self.where = where


class Builder:
    """Builds nodes from what a parser finds, without recursion, and gathers the faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.documents = 0
        self.stack: list[Sequence | Mapping] = []
        self.pending: list[Scalar | None] = []  # for each open node, the key that awaits a value

    def complain(self, key: str, where: Location, /, **values: object) -> None:
        """Note the fault whose words have that key."""
        self.faults.append(Fault.worded(key, where, **values))

    def too_deep(self, where: Location) -> None:
        """Note that what begins there is nested too deeply."""
        self.complain("yaml.too_deep", where, levels=DEEPEST)

    def take_all(self, parser: Any) -> None:
        """Build nodes from all that a parser finds, in one loop: a pack is 20,000 events."""
        file, next_event = self.file, parser.get_event
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.end()
                continue
            mark = event.start_mark
            where = Location(file, mark.line + 1, mark.column + 1)
            if kind is yaml.ScalarEvent:
                if event.tag is not None or event.anchor is not None:
                    self.refuse_marks(event, where)
                self.scalar(event.value, where, quoted=bool(event.style))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.refuse_marks(event, where)
                self.begin(Sequence(where) if kind is yaml.SequenceStartEvent else Mapping(where))
            elif kind is yaml.AliasEvent:
                self.complain("yaml.alias", where, name=event.anchor)
                self.place(Scalar("", where))
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents == 2:
                    self.complain("yaml.second_document", where)

    def scalar(self, text: str, where: Location, *, quoted: bool) -> None:
        """Place text, with a mark instead of the half of a pair that an escape left alone."""
        half = None if text.isascii() else _HALF.search(text)
        if half is not None:
            self.complain("yaml.half_character", where, code=f"U+{ord(half[0]):04X}")
            text = _HALF.sub("\ufffd", text)
        self.place(Scalar(text, where, quoted))

    def begin(self, node: Sequence | Mapping) -> None:
        """Open a list or mapping: what comes next is in it.

        Raises:
            TooDeep: it is nested too deeply.
        """
        self.place(node)
        if len(self.stack) == DEEPEST:
            raise TooDeep(node.where)
        self.stack.append(node)
        self.pending.append(None)

    def end(self) -> None:
        """Close the list or mapping that was opened last."""
        self.stack.pop()
        self.pending.pop()

    def refuse_marks(self, event: yaml.NodeEvent, where: Location) -> None:
        """Note a tag or an anchor."""
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self.complain("yaml.tag", where, tag=tag)
        if event.anchor is not None:
            self.complain("yaml.anchor", where, name=event.anchor)

    def place(self, node: Node) -> None:
        """Put a node where it belongs: as the root, an item, a key or a value."""
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        parent = self.stack[-1]
        if type(parent) is Sequence:
            parent.items.append(node)
            return
        assert type(parent) is Mapping
        key = self.pending[-1]
        if key is None:
            if type(node) is not Scalar:
                self.complain("yaml.key_is_not_a_name", node.where)
                node = Scalar("", node.where)
            self.pending[-1] = node
            return
        self.pending[-1] = None
        if key.text in parent.entries:
            first = parent.keys[key.text]
            self.complain("yaml.appears_twice", key.where, name=key.text, line=first.line)
            return
        parent.entries[key.text] = node
        parent.keys[key.text] = key.where
