"""The result is shown as soon as it is settled, and the questions left can be left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.ask.terminal import DOWN, ENTER, Terminal
from triage.cli.errors import guarded

SETTLED = "danger: no, pain_zone: elsewhere, four_steps: yes, age: 30"
OFFER = "Do you want to answer them?"


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A sheet whose disposition is settled, with a question left."""
    (tmp_path / "sheet.yaml").write_text(f"answers: {{{SETTLED}}}\n", encoding="utf-8")
    return tmp_path


def test_the_result_comes_before_what_only_serves_causes_and_exercises(tmp_path: Path) -> None:
    """What to do first, how many screens are left and what for; `n` leads to the report."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.expect("left before your result")
    terminal.answer("n", "3", "30")
    terminal.expect("Look after it at home")
    terminal.expect("Up to 2 more screens")
    terminal.expect(OFFER)
    terminal.answer("n")
    terminal.expect("see your advice")
    terminal.child.sendline("")
    out = terminal.end()
    assert "Have you rolled this ankle" not in out
    assert out.count("Look after it at home") >= 2


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_whoever_goes_on_is_asked_the_rest(settled: Path, quiet: tuple[str, ...]) -> None:
    """After `y` the questions left are asked, and nothing is offered twice."""
    terminal = Terminal(settled, "--plain", "--resume", "sheet.yaml", *quiet)
    terminal.expect(OFFER)
    terminal.answer("y")
    terminal.expect("Question 5, the last one.")
    terminal.answer("y")
    terminal.expect("Check your answers")
    assert terminal.seen.count(OFFER) == 1
    terminal.leave()


def test_at_the_offer_one_can_go_back_stop_and_mistype(settled: Path) -> None:
    """The same letters as at a question; stopping keeps every answer."""
    terminal = Terminal(settled, "--plain", "--resume", "sheet.yaml")
    terminal.expect(OFFER)
    terminal.answer("perhaps")
    terminal.expect("We did not understand that.")
    terminal.answer("b")
    terminal.expect("How old are you")
    terminal.answer("")
    terminal.expect(OFFER)
    terminal.answer("q")
    assert "triage ask --resume sheet.yaml" in " ".join(terminal.end().split())
    assert "age:" in (settled / "sheet.yaml").read_text(encoding="utf-8")
    again = Terminal(settled, "--plain", "--resume", "sheet.yaml")
    again.expect(OFFER)
    again.interrupt()
    assert "triage ask --resume sheet.yaml" in " ".join(again.end().split())


def test_menus_make_the_same_offer(settled: Path) -> None:
    """Between menus too a letter is enough."""
    terminal = Terminal(settled, "--resume", "sheet.yaml")
    terminal.expect(OFFER)
    terminal.answer("y")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + ENTER)
    terminal.expect("Check your answers")
    terminal.leave()


def test_without_a_terminal_only_what_is_demanded_is_needed(
    settled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script gets the report once the result is settled, and no sooner."""
    monkeypatch.chdir(settled)
    pack = str(Path(__file__).parents[2] / "packs" / "ottawa_ankle")
    given = [f"-a{pair.strip().replace(': ', '=')}" for pair in SETTLED.split(",")]
    assert guarded(["ask", "--no-input", "--pack", pack, *given[:-1]]) == 2
    assert "'age' is not answered" in capsys.readouterr().err
    assert guarded(["ask", "--no-input", "--pack", pack, *given]) == 0
    assert "Look after it at home" in capsys.readouterr().out
