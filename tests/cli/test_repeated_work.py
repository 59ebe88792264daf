"""What a command does once, however much it shows: value a sheet, and compile the pack."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from triage.cli.main import commands
from triage.engine.assess import Engine
from triage.engine.compile import Compiled
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.valuation import Valuation
from triage.report.view.answers import sheet_view
from triage.resources import default_pack_folder
from triage.store.packs import load_vignettes

Run = Callable[..., Counter[Any]]


@pytest.fixture(scope="module")
def middling(back_pain_engine: Engine) -> tuple[Answers, dict[str, Any]]:
    """Answers that lead to a physio, whose report lists changes too: as counted, and as written."""
    for vignette in load_vignettes(back_pain_engine.pack, default_pack_folder()):
        found = back_pain_engine.assess(vignette.sheet.answers)
        if found.disposition is Disposition.SEE_PHYSIO and found.complete:
            written = sheet_view(vignette.sheet, found.pack)
            return found.answers, {"answers": written["answers"]}
    raise AssertionError("no vignette leads to a physio")


@pytest.fixture
def valued(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, middling: tuple[Answers, dict[str, Any]]
) -> Run:
    """Run a command on the middling sheet, and return how often each sheet was valued."""
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(middling[1]))
    counted: Counter[Any] = Counter()
    value, compile_pack = Valuation.__init__, Compiled.__init__

    def counting(self: Valuation, *arguments: Any) -> None:
        value(self, *arguments)
        counted[self.answers] += 1

    def compiling(self: Compiled, *arguments: Any) -> None:
        compile_pack(self, *arguments)
        counted["compiled"] += 1

    monkeypatch.setattr(Valuation, "__init__", counting)
    monkeypatch.setattr(Compiled, "__init__", compiling)

    def run(command: str, *options: str) -> Counter[Any]:
        commands.main([command, str(sheet), *options], standalone_mode=False)
        return counted

    return run


@pytest.mark.parametrize(
    "command",
    [
        ("assess", "-f", "json"),
        ("assess", "-f", "html"),
        ("why",),
        ("why-not", "emergency"),
        ("change", "--to", "self_care"),
        ("change", "--to", "emergency"),
    ],
    ids=" ".join,
)
def test_the_runners_own_sheet_is_valued_once(
    valued: Run, middling: tuple[Answers, dict[str, Any]], command: tuple[str, ...]
) -> None:
    """Other sheets are valued too, such as those of the safety net; its own is not valued again."""
    counted = valued(*command)
    assert counted[middling[0]] == 1
    assert counted["compiled"] == 1


def test_what_if_values_each_of_its_two_sheets_once(
    valued: Run, middling: tuple[Answers, dict[str, Any]]
) -> None:
    """Both are assessed by one engine."""
    counted = valued("what-if", "pain_days=60")
    assert len(counted) == len({middling[0], "the other sheet", "compiled"})
    assert set(counted.values()) == {1}
