"""The words of a board come from a file; one that would mislead a coach is refused as a whole."""

from __future__ import annotations

import pytest
import yaml

from tests.screening.squad import WORDS_FILE
from triage.errors import AnswerFault
from triage.screening.standing.words import read_words

SHIPPED = WORDS_FILE.read_text(encoding="utf-8")


def edited(*places: str, to: object) -> str:
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
        (edited("dispositions", "emergency", "state", to="clear"), "cannot mean 'clear'"),
        (edited("dispositions", "self_care", "unfinished", "state", to="clear"), "cannot mean"),
        (edited("dispositions", "see_doctor", "state", to="gone_home"), "no state 'gone_home'"),
        (
            edited("dispositions", "see_doctor", to=None),
            "'dispositions' has a missing or an unknown key",
        ),
        ("states: [", "squad.yaml"),
        ("", "the file is empty"),
    ],
)
def test_words_that_mislead_are_refused(text: str, said: str) -> None:
    """No disposition reads as clear, every state has a meaning, and nothing is left out."""
    with pytest.raises(AnswerFault, match=said):
        read_words(text, "squad.yaml")


def test_words_written_again_are_read_as_before() -> None:
    """The words refused above are refused because of the edit, not of how they are written."""
    assert read_words(
        edited("forms", to=yaml.safe_load(edited("x", to="y"))["forms"]), "squad.yaml"
    )
