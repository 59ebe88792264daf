"""The example sheets of version 1.0.0, read under the pack that is shipped now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Sheet, Tick, Ticks
from triage.model.pack import Pack
from triage.model.versions import Change, Name

FOLDER = Path(__file__).parent / "of_1_0_0"
EXAMPLES = ["lower_back", "red_flag", "upper_back"]
SAYS_ITS_VERSION = "pack: {id: runner_back_pain, version: 1.0.0}\n"
"""What saved answers and reports say. Without it a sheet is read for what its names fit."""


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> str:
    """The text of an example as it was."""
    return (FOLDER / f"{request.param}.yaml").read_text(encoding="utf-8")


@pytest.fixture
def now(example: str, back_pain: Pack) -> Sheet:
    """The example as it is read now."""
    return read_sheet(SAYS_ITS_VERSION + example, "sheet.yaml", back_pain)


@pytest.fixture
def then(example: str) -> dict[Name, str]:
    """What the runner said of each box, and of each other question, when 1.0.0 asked it."""
    boxes = _yaml((FOLDER / "boxes.yaml").read_text(encoding="utf-8"))
    said: dict[Name, str] = {}
    for question, answer in _yaml(example)["answers"].items():
        if question not in boxes:
            said[question, None] = answer
        elif isinstance(answer, dict):
            said |= {(question, box): word for box, word in answer.items()}
        else:
            said |= {(question, box): _ticked(box, answer) for box in boxes[question]}
    return said


def test_nothing_is_denied_that_was_not_asked(
    now: Sheet, then: Mapping[Name, str], back_pain: Pack
) -> None:
    """A box is "no" only if the runner denied it, or all that it was made of."""
    origins = {name: change.before for change in _changes(back_pain) for name in change.after}
    for name, word in _said(now).items():
        if word == Tick.NO.value:
            assert {then.get(origin) for origin in origins.get(name, (name,))} == {"no"}, name


def test_what_moved_carries_over(now: Sheet, then: Mapping[Name, str], back_pain: Pack) -> None:
    """An answer to what has another name now is the answer there."""
    said, moved = _said(now), 0
    for change in _changes(back_pain):
        if change.is_renamed and change.before[0] in then:
            assert said[change.after[0]] == then[change.before[0]], change
            moved += 1
    assert moved


def test_what_kept_its_name_keeps_its_answer(
    now: Sheet, then: Mapping[Name, str], back_pain: Pack
) -> None:
    """Nothing the runner said is lost, but for what versions.yaml says."""
    changed = {name for change in _changes(back_pain) for name in change.before}
    kept = {name: word for name, word in then.items() if name not in changed}
    said = _said(now)
    assert {name: said[name] for name in kept} == kept


def _changes(pack: Pack) -> tuple[Change, ...]:
    (step,) = (step for step in pack.versions if step.version == "1.0.0")
    return step.changes


def _said(sheet: Sheet) -> dict[Name, str]:
    said: dict[Name, str] = {}
    for question, answer in sheet.answers.given.items():
        if isinstance(answer, Ticks):
            said |= {(question, box): tick.value for box, tick in answer.boxes}
        else:
            said[question, None] = str(answer)
    return said


def _ticked(box: str, answer: str | list[str]) -> str:
    return "yes" if box in answer and answer != "none" else "no"


def _yaml(text: str) -> dict[str, Any]:
    return dict(yaml.load(text, yaml.BaseLoader))
