"""A folder of dated results in, the trends of its runners out."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from triage.errors import AnswerFault
from triage.model.pack import Pack
from triage.screening.board.trends import courses
from triage.screening.roster.squad_list import read_squad_list
from triage.screening.run.people import spelled_otherwise
from triage.screening.run.trends_files import TRENDS, trends_files
from triage.screening.run.workspace import Workspace
from triage.screening.standing.history import load_history
from triage.screening.standing.words import Words


def write_trends(
    folder: Path,
    output: Path,
    pack: Pack,
    words: Words,
    templates: Environment,
    *,
    force: bool,
    squad: Path | None = None,
) -> tuple[int, int]:
    """Write the trends of the dated results in a folder; return how many runners and screenings.

    The list of the squad says who has left, and so is no longer asked.

    Raises:
        FileFault: there are no results, or something else is at `output`.
        AnswerFault: results or the list have faults, or one code is written in several ways.
    """
    history = load_history(folder)
    members = read_squad_list(squad, pack, words, None).members if squad is not None else {}
    codes = [(each.file, {k: e.code for k, e in each.runners.items()}) for each in history]
    if squad is not None:
        codes.append((str(squad), {key: member.code for key, member in members.items()}))
    if faults := list(spelled_otherwise(reversed(codes))):
        raise AnswerFault(faults)
    left = {key: member.left for key, member in members.items() if member.left is not None}
    found = courses(history, words, left)
    with Workspace(output, "trends", resume=False) as work:
        work.check_free(output, TRENDS, force=force)
        work.begin()
        made = trends_files(history, found, words, pack.title, pack.language, templates)
        work.deliver_coach(made, output)
    return len(found), len(history)
