"""A pack that lists what it renamed is compared with the older one under the new names."""

from __future__ import annotations

import re

import pytest

from tests.assurance.diff.test_diff import difference, places, terms
from tests.assurance.vignettes import vignettes_of
from tests.conftest import OTTAWA
from tests.knowledge.small import texts
from tests.knowledge.versioned import Changes, versioned
from triage.assurance.diff.diff import diff
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack

RENAMES: dict[str, Changes] = {
    "four_steps": [{"renamed": "four_steps", "to": "steps_taken"}],
    "outer": [{"renamed": "ankle_bone.outer", "to": "ankle_bone.lateral"}],
    "midfoot": [{"renamed": "pain_zone.midfoot", "to": "pain_zone.middle"}],
    "age": [{"renamed": "age", "to": "years_lived"}],
}


def renamed(name: str, *edits: tuple[str, str]) -> Pack:
    """Return the ankle pack as 2.0.0, with a name changed wherever it is, and listed."""
    new = RENAMES[name][0]["to"].rpartition(".")[2]
    before = r"(?<=id: ){0}\b|(?<=is ){0}\b|(?<=includes ){0}\b|\b{0}(?= is | <)"
    written = re.compile(before.format(name))
    files = {path: written.sub(new, text) for path, text in texts(OTTAWA).items()}
    for before, after in edits:
        files = {path: text.replace(before, after) for path, text in files.items()}
    return build_pack(versioned(files, {"1.0.0": RENAMES[name]}), "new")


@pytest.mark.parametrize("name", RENAMES)
def test_a_new_name_alone_moves_no_sheet(ottawa: Pack, name: str) -> None:
    """All that changed is the list of names, and the version."""
    found = difference(ottawa, renamed(name))
    assert found.moves == ()
    assert {place.partition(".")[0] for place in places(found)} <= {"versions", "version", "date"}


def test_what_else_changed_is_found_under_the_new_name(ottawa: Pack) -> None:
    """A threshold of a renamed question is a change of its rule, and lowers those between."""
    found = difference(ottawa, renamed("age", ("years_lived < 18", "years_lived < 16")))
    assert "rules.RF-CHILD-01.when" in places(found)
    assert found.lowers


def test_vignettes_of_the_older_pack_are_read_under_the_new_names(ottawa: Pack) -> None:
    """Their answers are those of the question that has another name now."""
    new = renamed("four_steps")
    stories = vignettes_of(ottawa)
    assert diff((ottawa, stories), (new, ()), terms()).vignettes == ()
