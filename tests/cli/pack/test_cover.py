"""`triage pack cover` as an author meets it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Triage
from tests.conftest import OTTAWA
from tests.report.page import Page


def test_the_table_says_what_counts(triage: Triage) -> None:
    """The totals come with the meaning of coverage."""
    ran = triage("pack", "cover", OTTAWA)
    assert ran.code == 0
    assert "masking MC/DC" in " ".join(ran.out.split())
    assert "Rules that a vignette fires" in " ".join(ran.out.split())


def test_json_has_a_schema_and_every_rule(triage: Triage) -> None:
    """--json gives the totals and each rule's condition as data."""
    tree = json.loads(triage("pack", "cover", OTTAWA, "--json").out)
    assert tree["schema"] == "triage-cover/1"
    assert len(tree["rules"]) == tree["rules_of"]
    assert tree["rules_fired"] <= tree["rules_of"]


def test_strict_fails_on_a_gap(triage: Triage) -> None:
    """The ankle pack's few vignettes leave clauses uncovered, and --strict says so with exit 4."""
    assert triage("pack", "cover", OTTAWA, "--strict").code == 4


def test_the_page_marks_what_is_not_covered(triage: Triage, tmp_path: Path) -> None:
    """Each gap of the JSON is a marked clause of the page, which is well formed."""
    tree = json.loads(triage("pack", "cover", OTTAWA, "--json", "-o", "cover.html").out)
    page = Page((tmp_path / "cover.html").read_text(encoding="utf-8"))

    def gaps(node: dict[str, object]) -> int:
        of = node.get("of")
        return sum(map(gaps, of)) if isinstance(of, list) else bool(node["gaps"])

    assert len(page.with_class("cover__clause--gap")) == sum(
        gaps(rule["condition"]) for rule in tree["rules"]
    )


def test_a_suggested_sheet_can_be_assessed(triage: Triage, tmp_path: Path) -> None:
    """Each sheet of --suggest is read back and ends in the disposition that was shown."""
    tree = json.loads(triage("pack", "cover", OTTAWA, "--json", "--suggest", "sheets").out)
    suggestion = tree["suggestions"][0]
    sheet = tmp_path / "sheets" / f"{suggestion['name']}.yaml"
    ran = triage("assess", sheet, "--pack", OTTAWA, "--json")
    assert json.loads(ran.out)["disposition"]["id"] == suggestion["disposition"]
    assert len(list((tmp_path / "sheets").iterdir())) == len(tree["suggestions"])


def test_a_missing_folder_is_named(triage: Triage) -> None:
    """A folder that is not there exits with 5."""
    ran = triage("pack", "cover", "no_such_folder")
    assert ran.code == 5
    assert "there is no such folder" in ran.err
