"""The JSON Schemas for editors accept what the loader accepts."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.knowledge.small import SMALL
from triage.knowledge.pack.schema import schemas
from triage.store.packs import default_pack_folder

SCHEMAS = schemas()
FILES = sorted(
    file
    for folder in (SMALL, *default_pack_folder().parent.iterdir())
    for file in folder.rglob("*.yaml")
)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_each_file_of_a_sound_pack_fits_its_schema(file: Path) -> None:
    """An editor marks nothing in a pack that loads."""
    name = "vignettes.yaml" if file.parent.name == "vignettes" else file.name
    if name in SCHEMAS:
        jsonschema.validate(yaml.load(file.read_text("utf-8"), yaml.BaseLoader), SCHEMAS[name])


def fits(condition: object) -> bool:
    """Say whether the schema of red_flags.yaml accepts a condition."""
    schema = {**SCHEMAS["red_flags.yaml"]["$defs"]["condition"], "$defs": {}}
    schema["$defs"] = SCHEMAS["red_flags.yaml"]["$defs"]
    return jsonschema.Draft202012Validator(schema).is_valid(condition)


ATOMS = """
place is low
place is not one of low, high
signs includes fever
days >= 42 days
fatigue is at least possible
score run_down >= 3
score run_down >= 3 points
"""


@pytest.mark.parametrize("atom", ATOMS.strip().splitlines())
def test_a_schema_accepts_each_form_of_an_atom(atom: str) -> None:
    """What a physio may write, an editor does not mark."""
    assert fits(atom)
    assert fits({"all": [atom, {"none": [atom]}]})


@pytest.mark.parametrize("other", ["place", "score run_down", "score", "", ["place is low"], {}])
def test_a_schema_refuses_what_is_not_an_atom(other: object) -> None:
    """What cannot be a condition is marked while it is typed."""
    assert not fits(other)
