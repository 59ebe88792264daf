"""A clause is called idle just where no sheet of all lets it decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests import strategies
from tests.assurance.every_sheet import EverySheet, is_small
from tests.conftest import OTTAWA
from triage.assurance.cover.clauses import settled
from triage.assurance.cover.cover import cover
from triage.assurance.cover.coverage import Clause
from triage.assurance.cover.suggest import Suggester
from triage.assurance.trials.judge import Judge
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import EITHER, SURE, Truth
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

STARTER = default_pack_folder().parent / "starter_wrist"


def check(pack: Pack) -> None:
    """Compare what the solver calls idle with what all sheets show."""
    sheets = EverySheet(pack)
    found = Suggester(Judge(pack), []).suggest(cover(pack, []))
    assert not found.undecided
    for covered in found.coverage.rules:
        for clause in covered.clauses:
            for truth in (Truth.YES, Truth.NO):
                is_idle = truth in clause.idle
                assert is_idle == (not decides(sheets, covered.rule, clause, truth))


def decides(sheets: EverySheet, rule: Rule, clause: Clause, truth: Truth) -> bool:
    """Say whether on some sheet the clause alone makes its rule that."""
    when, literal = rule.when, clause.literal
    if truth is Truth.YES:
        otherwise = sheets.where(settled(when, clause.path, False), EITHER)
        found = sheets.where(when, SURE) & sheets.where(literal, SURE) & ~otherwise
    else:
        otherwise = sheets.where(settled(when, clause.path, True), SURE)
        found = ~sheets.where(when, EITHER) & ~sheets.where(literal, EITHER) & otherwise
    return bool(found.any())


@pytest.mark.parametrize("folder", [STARTER, OTTAWA], ids=["wrist", "ankle"])
def test_what_is_idle_in_a_small_pack_is_idle_on_all_its_sheets(folder: Path) -> None:
    """Half a million sheets each, one by one."""
    check(load_pack(folder))


@strategies.fewer
@given(pack=strategies.packs().filter(is_small))
def test_what_is_idle_in_any_small_pack_is_idle_on_all_its_sheets(pack: Pack) -> None:
    """Whatever the pack: decimals, gates, scores."""
    check(pack)
