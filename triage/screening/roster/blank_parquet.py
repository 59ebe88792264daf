"""An empty roster as Parquet, with the columns that an engine reads."""

from __future__ import annotations

import datetime as dt

from triage.columnar.roster.encode import schema_of
from triage.model.pack import Pack
from triage.screening.files.parquet import empty


def blank_parquet(pack: Pack) -> bytes:
    """Return an empty roster with every column that an engine needs or can use."""
    own = {"runner": str, "date": dt.date, "squad": str, "complaint": bool}
    return empty({**own, **schema_of(pack)})
