"""The meaning of a pack's circuit: which wire says what of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from triage.circuit.circuit import Circuit, Wire
from triage.model.disposition import Disposition

Named = tuple[tuple[str, Wire], ...]
"""Names with the wire that says of which rows each is true, in the order they are listed."""

LISTS = (
    "deciding",
    "raised",
    "not_sure",
    "causes",
    "grades",
    "held",
    "offered",
    "advice",
    "fired",
    "unsettled",
    "dropped",
)
"""The fields of `Logic` that list names, in the order of an assessment."""
JUDGED = ("disposition", "ceiling", "complete", *LISTS)
"""The columns of an assessment of many rows, in order: three values, and the lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """What a pack makes of a row, as wires of one circuit.

    `reached` and `reachable` say by disposition where what counts now, or could once all has been
    asked, is at least so urgent. The others name what is true of a row. `raised` are the suspects
    that answers raise, `not_sure` those that count only because of "not sure". `causes` and
    `grades` hold the same wires: a cause once for each grade, true where that is the highest it
    reaches.
    """

    circuit: Circuit
    reached: Mapping[Disposition, Wire]
    reachable: Mapping[Disposition, Wire]
    complete: Wire
    deciding: Named
    raised: Named
    not_sure: Named
    causes: Named
    grades: Named
    held: Named
    offered: Named
    advice: Named
    fired: Named
    unsettled: Named
    dropped: Named
