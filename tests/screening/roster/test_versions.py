"""A roster whose headers are names of an earlier version of the pack is read as far as it maps."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.knowledge.versioned import since_1, versioned_pack
from tests.screening.squad import entries, in_memory
from triage.errors import AnswerFault
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.screening.files.table import Cell

RENAMED = {"renamed": "fever_felt", "to": "tired"}
SPLIT = {"split": "signs.hot_or_cold", "into": ["signs.fever", "signs.chills"]}
MERGED = {"merged": ["signs.hot", "signs.febrile"], "to": "signs.fever"}
NEW_BOX = {"added": "signs.chills"}
RETIRED = {"retired": "weather", "why": "It says nothing of a back."}


def row(pack: Pack, cells: Mapping[str, Cell]) -> Mapping[str, object]:
    """Return the answers of a roster of one row."""
    roster = in_memory(pack, ["runner", "date", *cells], ["R-1", "2026-11-23", *cells.values()])
    [entry] = entries(roster)
    assert entry.unread == ()
    return dict(entry.answers.given)


def ticks(**boxes: str) -> Ticks:
    """Return the answer to a checklist."""
    return Ticks(tuple((box, Tick(word)) for box, word in boxes.items()))


def test_a_column_by_an_old_name_is_read() -> None:
    """Its cells answer the question of now."""
    assert row(since_1(RENAMED), {"fever_felt": "yes"}) == {"tired": "yes"}


def test_boxes_in_columns_of_their_own_are_merged() -> None:
    """Yes if any was, and no only if all were."""
    pack = since_1(MERGED)
    assert row(pack, {"signs.hot": "no", "signs.febrile": "yes"}) == {"signs": ticks(fever="yes")}
    assert row(pack, {"signs.hot": "no", "signs.febrile": "no"}) == {"signs": ticks(fever="no")}
    assert row(pack, {"signs.hot": "no"}) == {}


def test_only_no_carries_over_to_what_a_box_was_split_into() -> None:
    """A yes was not asked of either part."""
    pack = since_1(SPLIT)
    assert row(pack, {"signs/hot_or_cold": "no"}) == {"signs": ticks(fever="no", chills="no")}
    assert row(pack, {"signs/hot_or_cold": "yes"}) == {}


def test_none_of_these_denies_only_the_boxes_of_that_version() -> None:
    """One old name is enough to see which version it is."""
    pack = since_1(NEW_BOX, RENAMED)
    assert row(pack, {"signs": "none of these", "fever_felt": "no"}) == {
        "signs": ticks(fever="no"),
        "tired": "no",
    }


def test_a_roster_of_this_version_is_read_as_ever() -> None:
    """It names nothing that only an earlier one has."""
    pack = since_1(NEW_BOX, RENAMED)
    assert row(pack, {"signs": "none of these"}) == {"signs": ticks(fever="no", chills="no")}


def test_names_of_two_versions_are_refused() -> None:
    """It is not guessed which boxes were seen."""
    pack = versioned_pack({"1.1.0": [NEW_BOX], "1.0.0": [RENAMED, {"added": "days"}]})
    with pytest.raises(AnswerFault) as raised:
        in_memory(pack, ["runner", "fever_felt", "days"], ["R-1", "no", "3"])
    assert str(raised.value) == (
        "squad.csv:1:2: 'fever_felt' is a name of version 1.0.0 of the pack, and other headers are "
        "not names of that version\n    fix: use the names of one version: those of 2.0.0 are best"
    )


def test_a_column_that_was_retired_is_not_used() -> None:
    """As any other that is not asked about."""
    assert row(since_1(RETIRED), {"weather": "wet", "tired": "no"}) == {"tired": "no"}


def test_the_run_says_what_the_columns_mean() -> None:
    """Each that has another name now, and what must be asked again."""
    pack = since_1(RENAMED, SPLIT)
    roster = in_memory(pack, ["runner", "fever_felt", "signs"], ["R-1", "yes", "hot_or_cold"])
    assert roster.table.notes == (
        "its columns are of version 1.0.0 of the questions, and are read as those of 2.0.0",
        "'fever_felt' is now 'tired'",
        "'signs.hot_or_cold' is now 'signs.fever' and 'signs.chills', so a yes has to be asked "
        "again",
    )
