"""The sheets that break a property, as short as they can be, and confirmed by the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from triage.assurance.proofs.proof import Witness, changed
from triage.assurance.proofs.properties.shape import Breaks
from triage.assurance.proofs.reading import Reading, read
from triage.engine.assess import Engine
from triage.errors import Fault, Location, ProofFault
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.item import Item, items_of, ticks_of
from triage.model.pack import Pack
from triage.model.question import Question

Pair = tuple[Answers, Answers | None]
"""A raw sheet and, where a witness is two, the second."""

Way = Callable[[Sequence[Item]], Pair]
NOTHING = Answers()


class Witnesses:
    """Makes witnesses of raw sheets, for one pack. The engine is built when it is first needed."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._pack)

    def shortened(self, pair: Pair, breaks: Breaks, rule: str) -> Pair:
        """Return these sheets less every answer, and every change, that does not matter.

        What is left still breaks the property, by the plain evaluator, and the rule to blame is
        true in the same worlds as before.
        """
        return _Shortening(self._pack, pair, breaks, rule).shortest()

    def replayed(self, name: str, about: str, pair: Pair, breaks: Breaks) -> Witness:
        """Return the witness that these sheets are.

        Raises:
            ProofFault: the engine does not find that they break the property.
        """
        first, second = pair
        reading = self._engine.assess(first)
        then = None if second is None else self._engine.assess(second)
        if not breaks(reading, then):
            raise ProofFault(
                Fault(
                    what=f"{name}: the engine does not confirm what the solver found ({about})",
                    where=Location("triage pack prove"),
                    fix="this is a mistake in the software, not in the pack: do not rely on its "
                    "proofs, and report it with the pack",
                )
            )
        return Witness(
            answers=first,
            changes={} if second is None else _changes(first, second),
            readings=(reading,) if then is None else (reading, then),
        )


def _changes(first: Answers, second: Answers) -> dict[str, Answer | None]:
    questions = dict.fromkeys([*first, *second])
    return {q: second.get(q) for q in questions if first.get(q) != second.get(q)}


class _Shortening:
    """The shortening of one witness, and the shortest found so far."""

    def __init__(self, pack: Pack, pair: Pair, breaks: Breaks, rule: str) -> None:
        self._pack, self._breaks, self._rule = pack, breaks, rule
        first, second = pair
        self._first = read(pack, first)
        self._second = None if second is None else read(pack, second)
        self._wanted = [reading.worlds.get(rule) for reading in self._readings()]

    def shortest(self) -> Pair:
        """Try each question as a whole, then its boxes: first to leave it out, then its change."""
        for way in (self._left_out, self._unchanged):
            for question in self._pack.questions:
                self._try(way, items_of(question))
        first, second = self._raws()
        in_order = _in_order(first, self._pack)
        return in_order, None if second is None else _in_order(second, self._pack)

    def _try(self, way: Way, items: Sequence[Item]) -> None:
        """Keep what these items can be without or, failing that, each half of them."""
        raws = way(items)
        if raws == self._raws() or self._keep(raws, items):
            return
        if len(items) > 1:
            half = len(items) // 2
            self._try(way, items[:half])
            self._try(way, items[half:])

    def _raws(self) -> Pair:
        return self._first.raw, None if self._second is None else self._second.raw

    def _keep(self, raws: Pair, items: Sequence[Item]) -> bool:
        """Go on with these sheets, which differ in these items, if they still break it."""
        readings: list[Reading] = []
        for reading, raw, wanted in zip(self._readings(), raws, self._wanted, strict=False):
            is_same = raw is None or raw == reading.raw
            fewer = reading if raw is None or is_same else reading.after(raw, items)
            if fewer.worlds.get(self._rule) != wanted:
                return False
            readings.append(fewer)
        first, second = readings[0], readings[1] if len(readings) > 1 else None
        if not self._breaks(first, second):
            return False
        self._first, self._second = first, second
        return True

    def _readings(self) -> list[Reading]:
        return [self._first] if self._second is None else [self._first, self._second]

    def _left_out(self, items: Sequence[Item]) -> Pair:
        """Return both sheets with these items not asked."""
        first, second = self._raws()
        return (
            self._as_in(NOTHING, first, items),
            None if second is None else self._as_in(NOTHING, second, items),
        )

    def _unchanged(self, items: Sequence[Item]) -> Pair:
        """Return both sheets, these items on the second as on the first."""
        first, second = self._raws()
        return first, None if second is None else self._as_in(first, second, items)

    def _as_in(self, source: Answers, answers: Answers, items: Sequence[Item]) -> Answers:
        """Return answers with these items of one question as in another sheet."""
        question = self._pack.question[items[0][0]]
        answer = source.get(question.id)
        if items[0][1] is not None:
            boxes, theirs = _boxes(answers, question), _boxes(source, question)
            for _, box in items:
                boxes.pop(str(box), None)
            boxes |= {str(box): theirs[str(box)] for _, box in items if str(box) in theirs}
            answer = ticks_of(question, boxes) if boxes else None
        if answer == answers.get(question.id):
            return answers
        return changed(answers, {question.id: answer})


def _boxes(answers: Answers, question: Question) -> dict[str, Tick]:
    answer = answers.get(question.id)
    return dict(answer.boxes) if isinstance(answer, Ticks) else {}


def _in_order(answers: Answers, pack: Pack) -> Answers:
    return Answers({q.id: answers.given[q.id] for q in pack.questions if q.id in answers})
