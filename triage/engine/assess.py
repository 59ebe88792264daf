"""Pack x Answers -> Assessment: run the agenda dry in each world, then say what it means."""

from __future__ import annotations

from triage.engine.compile import Compiled
from triage.engine.memory import Memory, SlotValue, Taken
from triage.errors import EngineFault
from triage.model.answers import UNSURE_ANSWER, Answers, Ticks
from triage.model.assessment import Assessment, Firing, Match
from triage.model.outcome import (
    added_by,
    advice_of,
    causes_of,
    disposition_of,
    flags_of,
    held_by,
)
from triage.model.pack import Pack
from triage.model.truth import EACH_WORLD, EITHER, SURE, UNASKED, UNSURE, Truth, Worlds
from triage.model.valuation import Standing, Valuation


class Engine:
    """The inference engine of one pack. Build it once; not safe for two threads at once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._compiled = Compiled(pack)

    def assess(self, answers: Answers) -> Assessment:
        """Return what these answers mean. Same answers, same pack: the same assessment.

        Raises:
            EngineFault: the inference failed. The runner must be advised to seek care.
        """
        try:
            return self._assess(answers)
        except Exception as error:
            raise EngineFault(f"{self.pack.id} {self.pack.digest[:12]}: {error!r}") from error

    def _assess(self, answers: Answers) -> Assessment:
        pack = self.pack
        valuation = Valuation(pack, answers)
        runs = self._run_worlds(valuation)
        fired_in = {world: {rule.id for rule in memory.fired} for world, memory in runs.items()}
        worlds: dict[str, Worlds] = {
            rule.id: sum(world for world in EACH_WORLD if rule.id in fired_in[world])
            for rule in pack.rules
        }
        flags = flags_of(pack, worlds, valuation)
        disposition = disposition_of(pack, worlds)
        ceiling = max([disposition, *(f.could_reach for f in flags if f.could_reach is not None)])
        unsettled = {
            question
            for flag in flags
            if flag.could_reach is not None and flag.could_reach > disposition
            for question in flag.unasked
        }
        return Assessment(
            pack=pack,
            answers=valuation.answers,
            dropped=valuation.dropped,
            trace=_trace(runs[SURE]),
            worlds=worlds,
            findings={finding.id: _finding(finding.id, runs) for finding in pack.findings},
            flags=flags,
            disposition=disposition,
            ceiling=ceiling,
            unsettled=tuple(q.id for q in pack.questions if q.id in unsettled),
            causes=causes_of(pack, worlds),
            advice=advice_of(pack, worlds),
            held=held_by(pack, worlds),
            added=added_by(pack, worlds),
            valuation=valuation,
        )

    def _run_worlds(self, valuation: Valuation) -> dict[Worlds, Memory]:
        """Run each world, those alike only once."""
        done: dict[tuple[SlotValue, ...], Memory] = {}
        runs = {}
        for world in EACH_WORLD:
            row = tuple(
                _slot_value(valuation, question, option, world)
                for question, option in self._compiled.slots
            )
            if row not in done:
                done[row] = self._compiled.run(row)
            runs[world] = done[row]
        return runs


def _slot_value(
    valuation: Valuation, question: str, option: str | None, world: Worlds
) -> SlotValue:
    standing = valuation.standing(question, option)
    if standing is Standing.NOT_APPLICABLE:
        return Taken.NO_VALUE
    if standing is Standing.UNSURE:
        return Taken.TRUE if world in (UNSURE, EITHER) else Taken.FALSE
    if standing is Standing.NOT_ASKED:
        return Taken.TRUE if world in (UNASKED, EITHER) else Taken.FALSE
    answer = valuation.answers.given[question]
    if isinstance(answer, Ticks):
        tick = answer.get(option) if option is not None else None
        if tick is None:
            raise TypeError(f"{question} is answered box by box")
        return tick.value
    if answer is UNSURE_ANSWER:
        raise TypeError(f"{question} is unsure, which is not a value")
    return answer


def _trace(memory: Memory) -> tuple[Firing, ...]:
    return tuple(
        Firing(rule=rule, step=step, matches=tuple(Match(*entry) for entry in journal))
        for step, (rule, journal) in enumerate(
            zip(memory.fired, memory.journal, strict=True), start=1
        )
    )


def _finding(finding: str, runs: dict[Worlds, Memory]) -> Truth:
    def concluded(world: Worlds) -> bool:
        return any(
            known.kind == "finding" and known.truth and known.name == finding
            for known in runs[world].known
        )

    if concluded(SURE):
        return Truth.YES
    return Truth.UNKNOWN if concluded(EITHER) else Truth.NO
