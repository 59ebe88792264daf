"""A row that was not read in full is in no calm state, whatever the pack and the words."""

from __future__ import annotations

from itertools import product

import pytest

from tests.screening.squad import TODAY, the_words
from triage.model.coaching import CHANGE, STOP, UNREAD
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.screening.standing.standing import standing


@pytest.mark.parametrize("level", list(Disposition))
def test_what_was_not_read_in_full_is_unread_or_at_least_as_pressing(
    back_pain: Pack, level: Disposition
) -> None:
    """For every kind of row, nothing in between: stop and change stay, all else is unread."""
    words = the_words(back_pain)
    for answered, denies, complete, day in product(*[(False, True)] * 3, (TODAY, None)):
        row = {
            "has_answered": answered,
            "denies": denies,
            "complete": complete,
            "disposition": level.id,
            "baseline": back_pain.baseline.id,
            "answered": day,
        }
        whole, _ = standing({**row, "at_least": False}, words, TODAY)
        in_part, action = standing({**row, "at_least": True}, words, TODAY)
        assert in_part.id == (whole.id if whole.id in (STOP, CHANGE) else UNREAD)
        assert in_part.rank <= whole.rank
        assert action
