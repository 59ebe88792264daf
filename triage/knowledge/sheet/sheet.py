"""An answer sheet's text -> a Sheet whose every answer the pack's questions admit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from triage.errors import AnswerFault, Fault, Location, did_you_mean, worded
from triage.knowledge.sheet.answers import YES_NO, AnswerReader, is_blank
from triage.knowledge.sheet.earlier import read_unchecked, version_by_names
from triage.knowledge.sheet.report import is_report, sheet_of_report
from triage.knowledge.yaml.reading import read
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar
from triage.model.answers import Answers, Sheet
from triage.model.carry import carry
from triage.model.earlier import earlier_versions
from triage.model.pack import Pack

_KEYS = ("runner", "date", "pack", "answers", "tried")
_NAME_LIMIT = 80


def read_sheet(text: str, file: str, pack: Pack, *, is_draft: bool = False) -> Sheet:
    """Return the answer sheet a YAML or JSON text holds, be it a sheet or a report.

    A draft may not be a report, as it is written over.

    Raises:
        AnswerFault: with every fault of the sheet.
    """
    node, faults = read(text, file)
    reader = SheetReader(pack, faults)
    if node is None:
        if not faults:
            reader.complain("sheet.empty", Location(file, 1, 1))
        raise AnswerFault(faults)
    if is_report(node):
        node = sheet_of_report(node, pack, faults, is_draft=is_draft)
    sheet = reader.sheet(node)
    if faults:
        raise AnswerFault(faults)
    return sheet


def read_runner(text: str, where: Location, pack: Pack) -> str | None:
    """Return a runner's code or name as it was given elsewhere, by the rule for sheets.

    Raises:
        AnswerFault: it is not one short line of printable text.
    """
    faults: list[Fault] = []
    runner = SheetReader(pack, faults).runner(Scalar(text, where))
    if faults:
        raise AnswerFault(faults)
    return runner


class SheetReader:
    """Reads answer sheets against a pack and gathers the faults."""

    def __init__(self, pack: Pack, faults: list[Fault]) -> None:
        self.pack = pack
        self.answers = AnswerReader(pack, faults)
        self.complain = self.answers.complain

    def sheet(self, node: Node) -> Sheet:
        """Return the sheet a node holds, leaving out what has faults."""
        if not isinstance(node, Mapping):
            self.complain("sheet.not_lines", node.where)
            return Sheet(answers=Answers())
        for key in node.entries:
            if key not in _KEYS:
                fix = did_you_mean(key, _KEYS, worded("sheet.use_only", keys=", ".join(_KEYS)))
                if key in self.pack.question:
                    fix = worded("sheet.move_under_answers")
                self.complain("sheet.no_key", node.keys[key], fix, name=key)
        if "answers" not in node.entries:
            self.complain("sheet.lacks_answers", node.where)
        given = {key: value for key, value in node.entries.items() if not is_blank(value)}
        pack_id, version = self._made_for(given.get("pack"))
        said, tried = given.get("answers"), given.get("tried")
        earlier = earlier_versions(self.pack).get(version) if version else None
        if version is None:
            earlier = version_by_names(said, tried, self.pack)
        sheet = Sheet(
            answers=Answers(),
            runner=self.runner(given.get("runner")),
            date=self._date(given.get("date")),
            pack_id=pack_id,
            pack_version=version,
        )
        if earlier is None:
            tries = self.tried(tried, self.pack.exercise)
            return replace(sheet, answers=self.answers.answers(said), tried=tries)
        answers, unread = read_unchecked(said, earlier, self.answers.faults)
        tries = self.tried(tried, earlier.exercises)
        answers, tries, carried = carry(answers, tries, earlier, self.pack, unread)
        return replace(
            sheet,
            answers=answers,
            tried=tries,
            pack_version=version and self.pack.version,
            carried=replace(carried, is_said=version is not None),
        )

    def _made_for(self, node: Node | None) -> tuple[str | None, str | None]:
        if node is None:
            return None, None
        if not isinstance(node, Mapping) or not set(node.entries) <= {"id", "version"}:
            self.complain(
                "sheet.pack_unclear", node.where, id=self.pack.id, version=self.pack.version
            )
            return None, None
        said = {key: v.text for key, v in node.entries.items() if isinstance(v, Scalar)}
        mine = {"id": self.pack.id, "version": self.pack.version}
        earlier = earlier_versions(self.pack)
        for key, value in said.items():
            if value == mine[key] or (key == "version" and value in earlier):
                continue
            where = node.entries[key].where
            if key == "version" and earlier:
                known = ", ".join((mine[key], *earlier))
                self.complain("sheet.other_version", where, said=value, known=known)
            else:
                self.complain("sheet.other_pack", where, key=key, said=value, mine=mine[key])
            break
        return said.get("id"), said.get("version")

    def runner(self, node: Node | None) -> str | None:
        """Return a runner's code or name: one short line of printable text."""
        if node is None:
            return None
        text = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
        if not text or len(text) > _NAME_LIMIT or not text.isprintable():
            self.complain("sheet.runner_unclear", node.where, limit=_NAME_LIMIT)
            return None
        return text

    def _date(self, node: Node | None) -> date | None:
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if len(text) != 10:
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.complain("sheet.no_date", node.where, text=text)
            return None

    def tried(self, node: Node | None, known: Collection[str]) -> dict[str, bool]:
        """Return which of the known exercises went well, from a mapping of them to yes or no."""
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.complain("sheet.tried_unclear", node.where)
            return {}
        found = {}
        for name, value in node.entries.items():
            if name not in known:
                fix = did_you_mean(name, known, worded("sheet.remove_line"))
                self.complain("sheet.no_exercise", node.keys[name], fix, name=name)
            word = YES_NO.get(value.text) if isinstance(value, Scalar) else None
            if word is None:
                self.complain("sheet.well_or_not", value.where, name=name)
                continue
            found[name] = word == "yes"
        return {id: found[id] for id in known if id in found}
