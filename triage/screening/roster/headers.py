"""What the headers of a roster may say: names of questions, and of single boxes.

Form builders give each box of a checklist a column of its own, named `question/box` (KoBo),
`question___box` (REDCap), `question[box]` (LimeSurvey), `question [box]` (Google Forms) or
`question.box` (ODK). Question and box are ids or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triage.errors import nearest
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.standing.words import Words, fold

BOXES_OF_ALL = ("none", "unsure")
"""Boxes that stand for every box of their question."""

_NUMBERED = re.compile(r"^[0-9]+[.)]\s+")
_BETWEEN = re.compile(r"___|/|\[|\(choice=|\.|:|\s-\s|_")
_SURE = ("___", "/", "[", "(choice=")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A header that looks like a question or a box: what is wrong, and what to write."""

    what: str
    write: str


def plain_header(header: str) -> str:
    """Return a header as it is compared: without its number, marks and case."""
    return _NUMBERED.sub("", fold(header[:_LONGEST])).strip(" ?:*.")


def names_of(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Return what headers may say: plain header to the questions it can mean."""
    names: dict[str, dict[str, None]] = {}
    for question in pack.questions:
        asked = (question.id, question.id.replace("_", " "), question.label, question.text)
        for said in (*asked, f"{question.label}: {question.text}"):
            names.setdefault(plain_header(said), {})[question.id] = None
    return {said: tuple(ids) for said, ids in names.items()}


class Names:
    """What the headers of one pack's rosters may say."""

    def __init__(self, pack: Pack, words: Words) -> None:
        self.questions = names_of(pack)
        self._pack = pack
        self._boxes = {
            question.id: {plain_header(option.label): option.id for option in question.options}
            | {option: option for option in question.option_ids}
            for question in pack.questions
            if question.kind is Kind.CHECKLIST
        }
        self._all_boxes = {
            said: form
            for said, form in words.forms_in((pack.language, *pack.also_reads)).items()
            if form in BOXES_OF_ALL
        } | {form: form for form in BOXES_OF_ALL}

    def targets(self, header: str) -> tuple[str, ...]:
        """Return what a header can mean: questions, or boxes as `question.box`."""
        whole = self.questions.get(plain_header(header))
        if whole is not None:
            return whole
        boxes = {
            f"{question.id}.{box}": None
            for question, said, _ in self._halves(header)
            if (box := self.box(question, said)) is not None
        }
        return tuple(boxes)

    def box(self, question: Question, said: str) -> str | None:
        """Return the box of a checklist that goes by that name, if any."""
        boxes = self._boxes.get(question.id)
        plain = plain_header(said)
        return None if boxes is None else boxes.get(plain) or self._all_boxes.get(plain)

    def near(self, header: str, used: set[str]) -> NearMiss | None:
        """Return what a header that names nothing was likely meant to say.

        `used` are the targets that other columns already have.
        """
        for question, said, between in self._halves(header):
            is_id = said.isdigit() or fold(header).startswith(question.id)
            if between in _SURE or (between == "." and is_id):
                boxes = self._boxes.get(question.id)
                if boxes is None:
                    return NearMiss(f"'{question.id}' has one answer, and no boxes", question.id)
                box = boxes.get(nearest(plain_header(said), boxes) or "", question.option_ids[0])
                what = f"'{question.id}' has no box '{_short(said)}'"
                return NearMiss(what, f"{question.id}/{box}")
        for part in header[:_LONGEST].split("/")[1:]:
            if plain_header(part) in self.questions:
                what = f"'{_short(header)}' has the name of a group in front of a question"
                return NearMiss(what, self.questions[plain_header(part)][0])
        free = {said for said, ids in self.questions.items() if not used & set(ids)}
        left = re.split(r"___|/|\[", header[:_LONGEST], maxsplit=1)[0]
        for said in dict.fromkeys((plain_header(header), plain_header(left))):
            close = nearest(said, free)
            if close is not None and said not in self.questions:
                what = f"'{_short(header)}' is not a question of the pack, but looks like one"
                return NearMiss(what, self.questions[close][0])
        return None

    def _halves(self, header: str) -> Iterator[tuple[Question, str, str]]:
        """Yield the ways to read a header as a question, a box, and what is between them."""
        for found in _BETWEEN.finditer(header[:_LONGEST]):
            left, said = header[: found.start()], header[found.end() : _LONGEST].strip()
            if found[0] == "[":
                said = said.removesuffix("]")
            if found[0] == "(choice=":
                said = said.removesuffix(")")
            for id in self.questions.get(plain_header(left), ()):
                if said:
                    yield self._pack.question[id], said, found[0]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
