"""The words for how soon and who to see, by language."""

from __future__ import annotations

import tomllib

from triage.assurance.diff.urgency import Urgency
from triage.resources import templates_folder
from triage.store.files import read_text


def load_urgency(*languages: str) -> Urgency | None:
    """Return the words of a language, None if there are none or the languages differ."""
    tables = tomllib.loads(read_text(templates_folder() / "urgency.toml"))
    names = {language.partition("-")[0].lower() for language in languages}
    table = tables.get(names.pop()) if len(names) == 1 else None
    if table is None:
        return None
    return Urgency(
        negating=frozenset(table["negating"]),
        neutral=frozenset(table["neutral"]),
        soon=table["soon"],
        units=table["units"],
        who=table["who"],
    )
