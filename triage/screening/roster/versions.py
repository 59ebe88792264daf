"""A roster with the names of an earlier version of the pack: which version, and what it means.

A roster does not say its version. It is of the newest one that has all the names in its headers, so
that an old name is never read as if it were of another version than the column beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from triage.errors import AnswerFault, Fault, Location
from triage.model.earlier import Earlier, earlier_versions, is_unknown
from triage.model.item import items_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.versions import Name, name_of, named
from triage.screening.files.table import Table
from triage.screening.roster.columns import Column
from triage.screening.roster.headers import BOXES_OF_ALL, Names
from triage.screening.roster.mapping import IGNORE, RosterMapping
from triage.screening.standing.words import OWN, Words, fold


def readable(pack: Pack) -> tuple[Earlier, ...]:
    """Return the earlier versions of a pack, newest first, with the questions a cell can answer."""
    return tuple(
        replace(each, pack=replace(each.pack, questions=_known(each.pack)))
        for each in earlier_versions(pack).values()
    )


def version_of(table: Table, pack: Pack, words: Words, mapping: RosterMapping) -> Earlier | None:
    """Return the earlier version whose names the headers have, or None for the pack's own.

    Raises:
        AnswerFault: they are names of different versions.
    """
    own = _places(table, pack, words, mapping)
    places = {each: _places(table, each.pack, words, mapping) for each in readable(pack)}
    every = own.union(*places.values())
    if own == every:
        return None
    for earlier, found in places.items():
        if found == every:
            return earlier
    old = min(every - own)
    version = next(each.version for each, found in places.items() if old in found)
    raise AnswerFault(
        Fault(
            what=f"'{table.headers[old]}' is a name of version {version} of the pack, and other "
            "headers are not names of that version",
            where=Location(table.file, table.header_row, old + 1),
            fix=f"use the names of one version: those of {pack.version} are best",
        )
    )


def version_notes(columns: Iterable[Column], earlier: Earlier, pack: Pack) -> tuple[str, ...]:
    """Return what the run says of columns of an earlier version."""
    used = [column for column in columns if column.question is not None]
    names = [name for column in used for name in _names(column)]
    said = [
        f"its columns are of version {earlier.version} of the questions, and are read as those of "
        f"{pack.version}"
    ]
    said += [each for name in dict.fromkeys(names) if (each := _became(name, earlier)) is not None]
    return tuple(said)


def _known(pack: Pack) -> tuple[Question, ...]:
    return tuple(question for question in pack.questions if not is_unknown(question))


def _places(table: Table, pack: Pack, words: Words, mapping: RosterMapping) -> frozenset[int]:
    """Return the columns whose header is a name of a version."""
    names = Names(pack, words)
    return frozenset(
        index
        for index, header in enumerate(table.headers)
        if _is_named(mapping.columns.get(fold(header)), header, pack, names)
    )


def _is_named(target: str | None, header: str, pack: Pack, names: Names) -> bool:
    if target is None:
        return bool(names.targets(header))
    if target in (*OWN, IGNORE):
        return False
    id, box = name_of(target)
    question = pack.question.get(id)
    return question is not None and box in (None, *question.option_ids, *BOXES_OF_ALL)


def _names(column: Column) -> Iterator[Name]:
    """Yield the names that a column answers."""
    assert column.question is not None
    if column.option is None or column.option in BOXES_OF_ALL:
        yield column.question.id, None
        yield from items_of(column.question)
    else:
        yield column.question.id, column.option


def _became(name: Name, earlier: Earlier) -> str | None:
    """Return what became of a name, or None if it is the same."""
    after = earlier.became(name)
    if after == (name,):
        return None
    if not after:
        return f"'{named(name)}' is no longer asked"
    now = " and ".join(f"'{named(each)}'" for each in after)
    again = ", so a yes has to be asked again" if len(after) > 1 else ""
    return f"'{named(name)}' is now {now}{again}"
