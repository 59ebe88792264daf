"""The sheets that break a property, as short as they can be, and confirmed by the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from triage.assurance.proofs.proof import Witness, changed
from triage.assurance.proofs.properties.shape import Part
from triage.assurance.proofs.reading import Reading, read
from triage.engine.assess import Engine
from triage.errors import Fault, Location, ProofFault
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.item import Item, Known, items_of, ticks_of, with_boxes
from triage.model.pack import Pack
from triage.model.question import Question

Pair = tuple[Answers, Answers | None]
"""A raw sheet and, where a witness is two, the second."""

Way = Callable[[Sequence[Item]], Pair]
NOTHING = Answers()


class Witnesses:
    """Makes witnesses of raw sheets, for one pack. Engines are built when they are first needed."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._engines: dict[Pack, Engine] = {}

    def _engine(self, pack: Pack) -> Engine:
        if pack not in self._engines:
            self._engines[pack] = Engine(pack)
        return self._engines[pack]

    def shortened(self, pair: Pair, part: Part, rule: str) -> Pair:
        """Return these sheets less every answer, and every change, that does not matter.

        What is left still breaks the property, by the plain evaluator, and the rule to blame is
        true in the same worlds as before.
        """
        return _Shortening(self._pack, pair, part, rule).shortest()

    def replayed(self, name: str, about: str, pair: Pair, part: Part) -> Witness:
        """Return the witness that these sheets are.

        Raises:
            ProofFault: the engine does not find that they break the property.
        """
        first, second = pair
        engine = self._engine(self._pack)
        reading = engine.assess(first)
        then = None
        if second is not None:
            then = self._engine(_second_pack(part, self._pack)).assess(second)
        ends = [engine.assess(_put(first, end, self._pack)) for end in part.ends]
        if not _breaks(part, reading, then, ends):
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

    def __init__(self, pack: Pack, pair: Pair, part: Part, rule: str) -> None:
        self._pack, self._part, self._rule = pack, part, rule
        first, second = pair
        self._first = read(pack, first)
        self._second = None if second is None else read(_second_pack(part, pack), second)
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
        ends = [first.after(_put(first.raw, end, self._pack), end) for end in self._part.ends]
        if not _breaks(self._part, first, second, ends):
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


def _breaks(
    part: Part, first: Assessment, second: Assessment | None, ends: Sequence[Assessment]
) -> bool:
    others: Sequence[Assessment | None] = ends or [second]
    return part.breaks is not None and bool(part.breaks(first, *others))


def _second_pack(part: Part, pack: Pack) -> Pack:
    """Return the pack that the second sheet is read by, given that of the first."""
    return pack if part.second is None else part.second.pack


def _put(answers: Answers, known: Known, pack: Pack) -> Answers:
    """Return answers with these items answered so, whatever was answered to them."""
    for (id, box), value in known.items():
        answer: Answer = value
        if box is not None:
            answer = with_boxes(pack.question[id], answers.get(id), {box: Tick(str(value))})
        answers = answers.with_answer(id, answer)
    return answers


def _boxes(answers: Answers, question: Question) -> dict[str, Tick]:
    answer = answers.get(question.id)
    return dict(answer.boxes) if isinstance(answer, Ticks) else {}


def _in_order(answers: Answers, pack: Pack) -> Answers:
    return Answers({q.id: answers.given[q.id] for q in pack.questions if q.id in answers})
