"""The dataframe libraries, if they are installed."""

from __future__ import annotations

from triage.errors import ExtraMissing, Fault, Location

__all__ = ["need_frames", "np", "nw", "pa", "pl"]

try:
    import narwhals as nw
    import numpy as np
    import polars as pl
    import pyarrow as pa
except ImportError:  # the rest of the software works without them
    np = nw = pa = pl = None  # type: ignore[assignment]


def need_frames() -> None:
    """Stop with a clear message when the dataframe libraries are not installed.

    Raises:
        ExtraMissing: narwhals or Polars is not installed.
    """
    if pl is None:
        raise ExtraMissing(
            Fault(
                what="screening needs the library Polars, which is not installed",
                where=Location("triage screen"),
                fix="install it with: pip install 'runner-triage[screen]'",
            )
        )
