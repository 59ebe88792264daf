"""`ask_when`: whether a question, or a box, is asked. It looks at earlier questions only."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.names import Names
from triage.knowledge.pack.vocabulary import Vocabulary
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.syntax import Mapping as MappingNode
from triage.knowledge.yaml.syntax import Node, Scalar
from triage.model.condition import AnswerAtom, Condition
from triage.model.question import Question


def ask_when(entry: Entry, id: str, earlier: Map[str, Question], names: Names) -> Condition | None:
    """Return when a question or box, known by `id`, is asked; None for always, or with a fault."""
    node = entry.get("ask_when")
    if node is None:
        return None
    later = names.ids["question"] - set(earlier)
    reader = ConditionReader(
        Vocabulary(questions=earlier, broken=later, lost=names.lost), names.form.faults
    )
    for word in _first_words(node):
        if word in later:
            names.fault(
                f"'{id}' is asked depending on '{word}', which is asked later or has "
                "faults of its own",
                node.where,
                "ask that question first",
            )
        elif word in names.ids["finding"] | names.ids["cause"] | names.ids["score"]:
            names.fault(
                f"'{id}' is asked depending on '{word}', which is not a question",
                node.where,
                "test the answers that it depends on",
            )
            return None
    return reader.read(node)


def asked_in(condition: Condition) -> Iterable[str]:
    """Return the questions whose answers a condition tests."""
    atoms = (literal.atom for literal in condition.literals())
    return (atom.question for atom in atoms if isinstance(atom, AnswerAtom))


def _first_words(node: Node) -> Iterable[str]:
    if isinstance(node, Scalar):
        words = node.text.split()
        yield from words[:2] if words[:1] == ["score"] else words[:1]
    else:
        children = node.entries.values() if isinstance(node, MappingNode) else node.items
        for child in children:
            yield from _first_words(child)
