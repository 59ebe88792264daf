"""What an earlier version had or lacked, and versions.yaml does not say."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.earlier import Earlier, earlier_versions, is_unknown, names_of
from triage.model.pack import Pack
from triage.model.versions import EXERCISE, Name, named


def undeclared(old: Pack, new: Pack) -> tuple[str, ...]:
    """Return what answers to `old` would be misread for, each with how to fix it.

    There is nothing if `new` does not read answers to the version of `old`.
    """
    earlier = earlier_versions(new).get(old.version) if old.id == new.id else None
    if earlier is None:
        return ()
    had = {*names_of(old.questions), *((EXERCISE + each.id, None) for each in old.exercises)}
    return (*_names(had, earlier, old.version), *_units(old, earlier))


def _names(had: set[Name], earlier: Earlier, version: str) -> Iterator[str]:
    unknown = {question.id for question in earlier.pack.questions if is_unknown(question)}
    said = {name for name in earlier.names if name[0] not in unknown or name[1] is None}
    for name in sorted(map(named, _widest(said - had))):
        yield f"version {version} did not have '{name}'; fix: list it in versions.yaml as added"
    for name in sorted(map(named, _widest(had - said))):
        if name.partition(".")[0] not in unknown:
            yield f"version {version} had '{name}'; fix: say in versions.yaml what became of it"


def _widest(names: set[Name]) -> set[Name]:
    """Return the names less the options of questions that are among them."""
    return {name for name in names if name[1] is None or (name[0], None) not in names}


def _units(old: Pack, earlier: Earlier) -> Iterator[str]:
    for question in old.questions:
        was, now = question.span, earlier.pack.question.get(question.id)
        if was and now and now.span and was.unit != now.span.unit:
            yield (
                f"'{question.id}' was asked in {was.unit} in version {old.version}; fix: give it a "
                "new id, and list the old one in versions.yaml as retired"
            )
