"""Properties of a rule base, proved over every possible answer sheet or refuted with a witness.

A proof here is the solver's word that no sheet breaks a property. What it was not given the time
to decide is reported as unfinished, and what no sheet can break because none meets its condition
as vacuous; neither is held. Every witness was confirmed by the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from triage.assurance.proofs.proof import Outcome, Proof, Report
from triage.assurance.proofs.properties.listed import PROPERTIES
from triage.assurance.proofs.properties.shape import Property
from triage.assurance.proofs.search import Findings, Search
from triage.assurance.proofs.witness import Witnesses
from triage.assurance.solver.door import need_solver
from triage.assurance.solver.sheets import Sheets
from triage.model.assured import PACK_CHECK
from triage.model.item import space_of
from triage.model.pack import Pack

DEFAULT_SECONDS = 600.0


def prove(
    pack: Pack,
    clock: Callable[[], float],
    seconds: float = DEFAULT_SECONDS,
    only: Collection[str] = (),
    fast: bool = False,
) -> Report:
    """Prove all properties of a pack, or only those of these names, or only those that are fast.

    `clock` returns seconds; what is not decided when `seconds` have passed stays unfinished.

    Raises:
        ExtraMissing: the solver is not installed.
        ProofFault: the engine does not confirm a witness.
    """
    need_solver()
    sheet, other, witnesses = Sheets(pack), Sheets(pack, "'"), Witnesses(pack)
    ends = clock() + seconds
    chosen = [
        prop for prop in PROPERTIES if (prop.name in only if only else not (fast and prop.is_slow))
    ]
    proofs = []
    for prop in chosen:
        begun = clock()
        search = Search(prop, sheet, other, witnesses, lambda: ends - clock())
        findings = search.findings()
        proofs.append(_judged(prop, findings, pack, clock() - begun))
    names = {PACK_CHECK, *(prop.name for prop in PROPERTIES)}
    return Report(
        pack=pack,
        space=space_of(pack),
        proofs=tuple(proofs),
        left_out=tuple(prop.name for prop in PROPERTIES if prop not in chosen),
        unknown=tuple(e for e in pack.exceptions if e.property not in names),
    )


def _judged(prop: Property, found: Findings, pack: Pack, seconds: float) -> Proof:
    """Return what became of a property, given all that was found and the pack's exceptions."""
    excusing = {
        (exemption.item, rule): exemption
        for exemption in pack.exceptions
        if exemption.property == prop.name
        for rule in exemption.rules or ("",)
    }
    met = {(breach.item, breach.rule) for breach in found.breaches}
    undecided = {part.item for part in found.undecided}
    unused = tuple(key for key in excusing if key not in met and key[0] not in undecided)
    breaches = tuple(b for b in found.breaches if (b.item, b.rule) not in excusing)
    if breaches or unused:
        outcome = Outcome.REFUTED
    elif found.undecided:
        outcome = Outcome.UNFINISHED
    elif len(found.vacuous) == found.parts:
        outcome = Outcome.VACUOUS
    else:
        outcome = Outcome.HELD
    return Proof(
        name=prop.name,
        claim=prop.claim,
        outcome=outcome,
        parts=found.parts,
        checks=found.checks,
        breaches=breaches,
        excused=tuple(
            replace(breach, exemption=excusing[breach.item, breach.rule])
            for breach in found.breaches
            if (breach.item, breach.rule) in excusing
        ),
        unused=unused,
        vacuous=tuple(part.about for part in found.vacuous),
        unfinished=tuple(part.about for part in found.undecided),
        unproved=tuple(prop.unproved(pack)),
        seconds=seconds,
    )
