"""The words of a board come from a file; one that would mislead a coach is refused as a whole."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.screening.squad import WORDS_FILE, the_words
from triage.errors import TemplateFault
from triage.model.pack import Pack
from triage.screening.standing.words import read_words

SHIPPED = WORDS_FILE.read_text(encoding="utf-8")


def edited(*places: Any, to: object) -> str:
    """Return the shipped words with one place replaced, or removed by None."""
    tree = yaml.load(SHIPPED, yaml.BaseLoader)
    part = tree
    for place in places[:-1]:
        part = part[place]
    if to is None:
        del part[places[-1]]
    else:
        part[places[-1]] = to
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (edited("states", 0, "id", to="gone_home"), "no state 'stop'"),
        (edited("forms", "unsure", to=None), "'forms' has a missing or an unknown key"),
        (edited("missing", to=None), "missing"),
        (edited("forms", "none", to=["none"]), "'none' is both an answer and a missing one"),
        (edited("languages", "de", "no", to=["nil"]), "'nil' is both an answer"),
        (edited("languages", "de", "maybe", to=["vielleicht"]), "'de' has an unknown key"),
        (edited("dispositions", to={"emergency": "clear"}), "'dispositions' is no longer part of"),
        (edited("rows", "cell", to=None), "'rows' has a missing or an unknown key"),
        (edited("fixes", "age", to="write it"), "'fixes' has a missing or an unknown key"),
        (edited("rows", "at_least", to="{state}!"), "'at_least' cannot be filled in"),
        (edited("rows", "newest", to="{row.name}"), "'newest' cannot be filled in"),
        (edited("rows", "line", to="{row"), "'line' cannot be filled in"),
        ("states: [", "squad.yaml"),
        ("", "the file is empty"),
    ],
)
def test_words_that_mislead_are_refused(text: str, said: str) -> None:
    """Every state that a runner can be in has words, and nothing is left out."""
    with pytest.raises(TemplateFault, match=said):
        read_words(text, "squad.yaml", {})


def test_words_written_again_are_read_as_before() -> None:
    """The words refused above are refused because of the edit, not of how they are written."""
    assert read_words(
        edited("forms", to=yaml.safe_load(edited("x", to="y"))["forms"]), "squad.yaml", {}
    )


def test_the_key_that_moved_into_the_pack_is_one_fault_with_a_way_out() -> None:
    """Templates from before are not ignored in silence, and their author learns what to do."""
    old = edited("dispositions", to={"emergency": {"state": "stop", "keeps": "yes"}})
    with pytest.raises(TemplateFault) as caught:
        read_words(old, "squad.yaml", {})
    [fault] = caught.value.faults
    assert "coach.yaml" in fault.fix
    assert fault.where.line == old[: old.index("dispositions:")].count("\n") + 1


def test_what_a_coach_does_is_in_the_words_of_the_pack(back_pain: Pack, ottawa: Pack) -> None:
    """Two packs on one board format: each has its own actions, and the states are the same."""
    back, ankle = the_words(back_pain), the_words(ottawa)
    assert back.states == ankle.states
    own = {c.finished.action for c in ottawa.coaching.values()}
    assert own <= set(ankle.actions)
    assert not own & set(back.actions)
