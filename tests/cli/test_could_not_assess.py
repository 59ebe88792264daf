"""When the software fails, its last words say what to look out for, and never that all is well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.conftest import ROOT
from triage.cli.codes import OUR_FAULT
from triage.cli.errors import guarded

WRIST = ROOT / "rules" / "starter_wrist"
ROSTER = "runner,date,complaint\nR-014,2026-11-23,yes\n"
NO_GOOD_NEWS = "Do not take this as good news."
OF_THE_BACK = "numb between the legs"
OF_THE_WRIST = "Call for help now if your hand is cold, blue or numb."
OF_NO_PART = "if you feel very ill or get worse quickly"
Said = Callable[..., str]


def fail(*_: object, **__: object) -> NoReturn:
    """Break as our own mistakes do."""
    raise RuntimeError("something inside")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run the command line, which must fail by our fault, and return stderr on one line."""

    def run(*arguments: object) -> str:
        assert guarded([str(each) for each in arguments]) == OUR_FAULT
        printed = capsys.readouterr()
        assert printed.out == ""
        return " ".join(printed.err.split())

    return run


WAYS = {
    **{
        f"assess -f {format}": ("triage.engine.assess.Engine.assess", ("assess", "-f", format))
        for format in ("text", "md", "html", "json")
    },
    "ask": ("triage.engine.assess.Engine.__init__", ("ask", "--no-input")),
    "why": ("triage.engine.assess.Engine.assess", ("why", "emergency")),
    "screen": ("triage.screening.run.screen.screen", ("screen", "-o", "results")),
    "screen --preview": ("triage.screening.roster.roster.survey", ("screen", "--preview")),
    "screen --template": (
        "triage.screening.roster.blank.blank_columns",
        ("screen", "--template", "csv"),
    ),
}
NEEDS = {"assess": "sheet.yaml", "why": "sheet.yaml", "screen": "roster.csv"}


def command(way: str) -> list[object]:
    """Return the arguments of one way to fail, with the input it needs."""
    name, *rest = WAYS[way][1]
    needs = NEEDS.get(name)
    return [name, *([needs] if needs and "--template" not in rest else []), *rest]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a sheet and a roster that any pack can read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet.yaml").write_text("answers: {}\n")
    (tmp_path / "roster.csv").write_text(ROSTER)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("pack", "words"), [((), OF_THE_BACK), (("--pack", WRIST), OF_THE_WRIST)], ids=["back", "wrist"]
)
def test_with_its_pack_loaded_a_failure_is_in_the_words_of_the_pack(
    said: Said, monkeypatch: pytest.MonkeyPatch, way: str, pack: tuple[object, ...], words: str
) -> None:
    """A runner with a sore wrist is not asked about their legs, nor the other way round."""
    monkeypatch.setattr(WAYS[way][0], fail)
    message = said(*command(way), *pack)
    assert NO_GOOD_NEWS in message
    assert words in message
    assert OF_NO_PART not in message


@pytest.mark.parametrize("way", WAYS)
def test_without_its_pack_a_failure_names_no_part_of_the_body(
    said: Said, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Where reading the pack is what failed, there are still words, and they fit everybody."""
    monkeypatch.setattr("triage.knowledge.pack.build.build_pack", fail)
    message = said(*command(way))
    assert NO_GOOD_NEWS in message
    assert OF_NO_PART in message
    assert OF_THE_BACK not in message


def test_words_of_a_pack_are_printed_as_they_are(
    said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Braces in a pack's words are no places to fill in, so they cannot cost the message."""
    for source in WRIST.glob("*.yaml"):
        text = source.read_text(encoding="utf-8")
        (tmp_path / "pack" / source.name).parent.mkdir(exist_ok=True)
        (tmp_path / "pack" / source.name).write_text(
            text.replace("Please ask a doctor or a physio.", "Ask {anyone}."), encoding="utf-8"
        )
    monkeypatch.setattr("triage.engine.assess.Engine.assess", fail)
    assert "Ask {anyone}. Call for help" in said("assess", "sheet.yaml", "--pack", "pack")
