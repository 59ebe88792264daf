"""Condition nodes -> conditions: short strings a physio can read, in a small YAML structure.

The grammar of an atom, where `q` is a question, `f` a finding, `c` a cause and `s` a score::

    q is v                q is not v            q is one of a, b      q is not one of a, b
    q includes option     q < 42 days           (also <= > >=)
    f is yes              f is no
    c is likely           c is at least possible
    score s >= 3

and of a condition: an atom, or one of ``all: [...]``, ``any: [...]``, ``none: [...]``,
``at_least: {count: n, of: [...]}``. What comes out is in negation normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Map
from decimal import ROUND_FLOOR

from triage.errors import Fault, Location, did_you_mean
from triage.knowledge.pack.amounts import in_unit
from triage.knowledge.pack.vocabulary import Vocabulary
from triage.knowledge.yaml.numbers import number_in, short
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence
from triage.model.condition import (
    AtLeast,
    Atom,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    ScoreIs,
    SumAtom,
)
from triage.model.question import Kind, Question

_ATOM = re.compile(
    r"(?P<name>\S+)\s+(?:"
    r"is\s+at\s+least\s+(?P<at_least>\S+)"
    r"|is\s+(?P<negated>not\s+)?(?:one\s+of\s+(?P<several>.+)|(?P<one>\S+))"
    r"|includes\s+(?P<includes>\S+)"
    r"|(?P<operator><=|>=|<|>)\s*(?P<number>[^\s=]\S*)(?:\s+(?P<unit>.+))?"
    r")"
)
_SCORE = re.compile(r"score\s+(?P<score>[a-z]\S*)\s*(?P<operator><=|>=|<|>|is\b)\s*(?P<points>.+)")
_GROUPS = ("all", "any", "none", "at_least")
_WRITE_ATOM = (
    "write it like: pain_location is lower · pain_days >= 42 days · body_signs includes fever"
)


class ConditionReader:
    """Reads the conditions of one pack and gathers the faults."""

    def __init__(self, names: Vocabulary, faults: list[Fault]) -> None:
        self.names = names
        self.faults = faults

    def read(self, node: Node) -> Condition | None:
        """Return the condition a node holds, or None when it has a fault."""
        match node:
            case Scalar():
                return self._atom(node)
            case Sequence():
                return self._fault(
                    "a condition cannot be a bare list",
                    node.where,
                    "put 'all:' or 'any:' before it",
                )
        keys = list(node.entries)
        if len(keys) != 1 or keys[0] not in _GROUPS:
            strange = next((key for key in keys if key not in _GROUPS), "")
            fix = "keep exactly one of: all, any, none, at_least"
            if len(keys) == 1:
                fix = did_you_mean(strange, _GROUPS, fix)
            said = ", ".join(keys) or "nothing"
            return self._fault(f"a condition cannot be made of: {said}", node.where, fix)
        return self._group(keys[0], node.entries[keys[0]])

    def _fault(self, what: str, where: Location, fix: str) -> None:
        self.faults.append(Fault(what=what, where=where, fix=fix))

    def _group(self, kind: str, node: Node) -> Condition | None:
        count: int | None = None
        if kind == "at_least":
            if not isinstance(node, Mapping) or set(node.entries) != {"count", "of"}:
                return self._fault(
                    "'at_least' needs a count and what to count",
                    node.where,
                    "write at_least: {count: 2, of: [...]}",
                )
            number, node = node.entries["count"], node.entries["of"]
            wanted = number_in(number.text) if isinstance(number, Scalar) else None
            if wanted is None or wanted < 1 or wanted % 1:
                return self._fault(
                    "the count of 'at_least' is not a whole number", number.where, "write 1 or more"
                )
            count = int(wanted)
        if not isinstance(node, Sequence) or not node.items:
            return self._fault(
                f"'{kind}' needs a list of conditions", node.where, "start each with '- '"
            )
        if count is not None and count > len(node.items):
            return self._fault(
                f"'at_least' asks for {count} of {len(node.items)} conditions",
                node.where,
                f"ask for at most {len(node.items)}",
            )
        parts = [self.read(item) for item in node.items]
        sound = [part for part in parts if part is not None]
        if len(sound) != len(parts):
            return None
        if kind == "none":
            sound = [negated for part in sound if (negated := self._negated(part)) is not None]
            if len(sound) != len(parts):
                return None
        if len(sound) == 1:
            return sound[0]
        default = {"all": len(sound), "none": len(sound), "any": 1}
        return AtLeast(count or default[kind], tuple(sound))

    def _negated(self, part: Condition) -> Condition | None:
        for literal in part.literals():
            if isinstance(literal.atom, SumAtom):
                what = "cause" if isinstance(literal.atom, CauseIs) else "score"
                return self._fault(
                    f"'{literal.text}' tests a {what} under 'none'",
                    literal.where or Location("?"),
                    f"test a {what} only positively: its points can still rise",
                )
        return part.negated()

    # -- atoms -----------------------------------------------------------------------------

    def _atom(self, node: Scalar) -> Literal | None:
        text = " ".join(node.text.split())
        if weighed := _SCORE.fullmatch(text):
            return self._about_score(weighed, text, node.where)
        found = _ATOM.fullmatch(text)
        if found is None:
            return self._fault(f"'{text}' is not a condition", node.where, _WRITE_ATOM)
        parts = found.groupdict()
        name = parts["name"]
        atom: Atom | None
        if name in self.names.questions:
            atom = self._about_question(self.names.questions[name], parts, node.where)
        elif name in self.names.findings:
            atom = self._about_finding(name, parts, node.where)
        elif name in self.names.causes:
            atom = self._about_cause(name, parts, node.where)
        elif name in self.names.scores:
            example = f"write 'score {name} >= {self.names.scores[name][0]}'"
            return self._fault(f"'{name}' is a score", node.where, example)
        else:
            if name in self.names.broken or self.names.lost & {"question", "finding", "cause"}:
                return None
            return self._fault(
                f"'{text}' tests '{name}', which is not defined",
                node.where,
                did_you_mean(name, self.names.all(), f"define '{name}', or test something else"),
            )
        if atom is None:
            return None
        positive = not parts["negated"]
        if isinstance(atom, FindingIs) and parts["one"] == "no":
            positive = not positive
        return Literal(atom, positive, text, node.where)

    def _about_finding(
        self, name: str, parts: Map[str, str | None], where: Location
    ) -> FindingIs | None:
        if parts["one"] in ("yes", "no"):
            return FindingIs(name)
        return self._fault(
            f"'{name}' is a finding, so it is yes or no", where, f"write '{name} is yes'"
        )

    def _about_cause(
        self, name: str, parts: Map[str, str | None], where: Location
    ) -> CauseIs | None:
        grades = self.names.grades
        wanted = parts["at_least"] or parts["one"] or ""
        examples = " or ".join(
            f"'{name} is {grades[-1]}'" if grade == grades[-1] else f"'{name} is at least {grade}'"
            for grade in grades
        )
        if parts["negated"] or not wanted:
            return self._fault(f"'{name}' is a cause, which has grades", where, f"write {examples}")
        if wanted not in grades:
            if "grade" in self.names.lost:
                return None
            return self._fault(
                f"'{wanted}' is not a grade of a cause",
                where,
                did_you_mean(wanted, grades, f"write {examples}" if grades else "define it"),
            )
        if parts["one"] and wanted != grades[-1]:
            return self._fault(
                f"'{name} is {wanted}' would stop being true if the cause became more likely",
                where,
                f"write '{name} is at least {wanted}'",
            )
        return CauseIs(name, wanted)

    def _about_score(self, found: re.Match[str], text: str, where: Location) -> Literal | None:
        score, points = found["score"], found["points"].removesuffix(" points")
        if (bands := self.names.scores.get(score)) is None:
            if score in self.names.broken or "score" in self.names.lost:
                return None
            fix = did_you_mean(score, self.names.scores, f"define '{score}' in scores.yaml")
            return self._fault(f"there is no score '{score}'", where, fix)
        if found["operator"] != ">=" or points not in bands:
            examples = " or ".join(f"'score {score} >= {band}'" for band in bands)
            return self._fault(
                f"'{text}' is not where a band of the score begins", where, f"write {examples}"
            )
        return Literal(ScoreIs(score, int(points)), True, text, where)

    def _about_question(
        self, question: Question, parts: Map[str, str | None], where: Location
    ) -> Is | Includes | Compare | None:
        name, kind = question.id, question.kind
        if kind is Kind.NUMBER:
            return self._comparison(question, parts, where)
        if kind is Kind.CHECKLIST:
            if not parts["includes"]:
                example = f"write '{name} includes {question.option_ids[0]}'"
                return self._fault(f"'{name}' is a checklist", where, example)
            option = self._options(question, [parts["includes"]], where)
            return Includes(name, option[0]) if option else None
        if parts["several"]:
            wanted = [word.strip() for word in parts["several"].split(",")]
        elif parts["one"]:
            wanted = [parts["one"]]
        else:
            return self._fault(
                f"'{name}' has options to choose from",
                where,
                f"write '{name} is {question.option_ids[0]}'",
            )
        options = self._options(question, wanted, where)
        return Is(name, options) if options else None

    def _options(
        self, question: Question, wanted: Iterable[str], where: Location
    ) -> tuple[str, ...] | None:
        known, wanted = question.option_ids, tuple(wanted)
        unknown = [option for option in wanted if option not in known]
        for option in unknown:
            self._fault(
                f"'{question.id}' has no option '{option}'",
                where,
                did_you_mean(option, known, f"use one of: {', '.join(known)}"),
            )
        return None if unknown else wanted

    def _comparison(
        self, question: Question, parts: Map[str, str | None], where: Location
    ) -> Compare | None:
        name, span = question.id, question.span
        assert span is not None  # a number question has a span
        number, unit = parts["number"], parts["unit"]
        if not parts["operator"] or number is None:
            return self._fault(
                f"'{name}' is a number", where, f"compare it: '{name} >= {span.least} {span.unit}'"
            )
        value = number_in(number)
        if value is None:
            return self._fault(
                f"'{short(number)}' is not a plain number", where, "write digits, such as 42"
            )
        if unit != span.unit:
            said = f"'{unit}'" if unit else "no unit"
            return self._fault(
                f"'{name}' is in {span.unit}, but the condition says {said}",
                where,
                in_unit(f"{name} {parts['operator']}", value, unit, span.unit),
            )
        if span.whole and value % 1:
            below = value.to_integral_value(ROUND_FLOOR)
            near = [n for n in (below, below + 1) if span.admits(n)]
            said = " or ".join(f"'{name} {parts['operator']} {n} {span.unit}'" for n in near)
            return self._fault(
                f"'{name}' takes whole numbers, and {number} lies between {below} and {below + 1}",
                where,
                f"write {said}",
            )
        if not span.admits(value):
            return self._fault(
                f"{number} {span.unit} is outside the bounds of '{name}'",
                where,
                f"stay between {span.least} and {span.most}",
            )
        return Compare(name, parts["operator"], value)
