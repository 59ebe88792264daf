"""Packs from texts: what is sound is built, and every fault is reported at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.golden import BAD, assert_golden
from tests.knowledge.small import small_texts, texts
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack

CASES = sorted((BAD / "packs").iterdir())


def faults_of(case: Path) -> PackFault:
    """Return the faults of the smallest pack with the files of a bad case instead of its own."""
    removed = case / "removed.txt"
    without = removed.read_text().split() if removed.exists() else []
    with pytest.raises(PackFault) as caught:
        build_pack(small_texts(texts(case), without), "pack")
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_fault_of_a_bad_pack_says_what_where_and_how_to_fix_it(case: Path) -> None:
    """Every fault of the pack, as a file beside it has it word for word."""
    assert_golden(str(faults_of(case)), case / "expected.txt")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_fault_of_a_pack_has_a_place_and_a_remedy(case: Path) -> None:
    """No fault leaves its author searching; faults come in the order of their places."""
    faults = faults_of(case).faults
    assert all(fault.what and fault.fix and fault.where.file for fault in faults)
    assert list(faults) == sorted(faults, key=lambda fault: (fault.where, fault.what))
    assert len(set(faults)) == len(faults)


def test_twenty_faults_are_reported_in_one_run() -> None:
    """An author fixes a pack once, not twenty times."""
    assert len(faults_of(BAD / "packs" / "twenty_faults").faults) == 20
