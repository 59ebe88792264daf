"""What a report looks like in a terminal, plain and in colour."""

from __future__ import annotations

from triage.report.formats.terminal import lay_out

REPORT = """# Look after it yourself

**What to do first.** Call 999, or go to A&E \\(the emergency room\\).

## Go now if…

- your pain began with a bad accident, or with a fall
- **Two.** you are ill

### Today

Nothing else."""

PLAIN = """
Look after it yourself
======================

What to do first. Call 999, or go to A&E
(the emergency room).


Go now if…
----------

 • your pain began with a bad accident,
   or with a fall
 • Two. you are ill


Today

Nothing else.
"""


def test_a_report_has_underlined_headings_and_lines_that_fit() -> None:
    assert lay_out(REPORT, width=40, colour=False) == PLAIN


def test_colour_makes_headings_and_strong_words_bold_and_moves_nothing() -> None:
    coloured = lay_out(REPORT, width=40, colour=True)
    assert "\x1b[1mLook after it yourself\x1b[0m\n" in coloured
    assert "\x1b[1mWhat to do first.\x1b[0m Call 999" in coloured
    plain = coloured.replace("\x1b[1;35m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert plain == PLAIN
