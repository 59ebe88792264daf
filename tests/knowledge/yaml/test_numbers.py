"""A number in a pack that no computer should count with is a fault with its place."""

from __future__ import annotations

import pytest

from tests.knowledge.small import SMALL, small_texts
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack

MANY = "1" * 4301
ODD = ["0x1F", "1_000", ".inf", "-.inf", ".nan", "1e3", "0o17", "1:30", "+1", "2026-02-30"]
PLACES = [
    ("questions.yaml", "max: 99", "max: {}"),
    ("red_flags.yaml", "salience: 5", "salience: {}"),
    ("red_flags.yaml", "days >= 42 days", "days >= {} days"),
    (
        "red_flags.yaml",
        "{all: [ill is yes,",
        "{{all: [{{at_least: {{count: {}, of: [ill is yes]}}}},",
    ),
    ("sources.yaml", "year: 2020", "year: {}"),
    ("exercises.yaml", "first: 1", "first: {}"),
]


def _changed(file: str, old: str, new: str) -> dict[str, str]:
    text = (SMALL / file).read_text("utf-8")
    assert old in text, f"{file} has no {old}"
    return {file: text.replace(old, new, 1)}


@pytest.mark.parametrize(("file", "old", "new"), PLACES)
@pytest.mark.parametrize("written", [MANY, *ODD])
def test_what_is_no_plain_number_is_a_fault_with_its_place(
    file: str, old: str, new: str, written: str
) -> None:
    with pytest.raises(PackFault) as caught:
        build_pack(small_texts(_changed(file, old, new.format(written))), "pack")
    fault = next(fault for fault in caught.value.faults if fault.where.file == f"pack/{file}")
    assert fault.where.line
    assert len(fault.what) < 200
