"""A pack as a graph: questions lead to rules, and rules to all that they conclude."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from triage.errors import AnswerFault, Fault, Location, did_you_mean
from triage.model.condition import CauseIs, Condition, FindingIs, SumAtom
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Evidence, Finding, Hold, Points, RedFlag, Rule


class Sort(Enum):
    """What a node represents."""

    QUESTION = "question"
    RULE = "rule"
    FINDING = "finding"
    SUSPECT = "suspect"
    CAUSE = "cause"
    SCORE = "score"
    ADVICE = "advice"
    TRAIT = "trait"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of a pack, by what it is and its id."""

    sort: Sort
    id: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing bears on another; `is_negative`: only by not being so."""

    start: Node
    end: Node
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the pack's order, and edges between them. It has no circles."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(pack: Pack) -> Graph:
    """Return the graph of a pack: every question, every rule, and all that rules conclude."""
    edges = tuple(dict.fromkeys(_edges(pack)))
    touched = {node for edge in edges for node in (edge.start, edge.end)}
    return Graph(tuple(node for node in _nodes(pack) if node in touched), edges)


def about(graph: Graph, name: str) -> Graph:
    """Return what leads to the things of that name, and what they lead to.

    Raises:
        AnswerFault: the graph has nothing of that name.
    """
    middle = {node for node in graph.nodes if node.id == name}
    if not middle:
        known = sorted({node.id for node in graph.nodes})
        raise AnswerFault(
            Fault(
                what=f"the pack has no question, rule or conclusion '{name}'",
                where=Location(name),
                fix=did_you_mean(name, known, "look into the pack for its ids"),
            )
        )
    before = _reached(middle, ((edge.end, edge.start) for edge in graph.edges))
    after = _reached(middle, ((edge.start, edge.end) for edge in graph.edges))
    edges = tuple(
        edge
        for edge in graph.edges
        if {edge.start, edge.end} <= before or {edge.start, edge.end} <= after
    )
    kept = before | after
    return Graph(tuple(node for node in graph.nodes if node in kept), edges)


def _reached(start: set[Node], steps: Iterable[tuple[Node, Node]]) -> set[Node]:
    onward: dict[Node, list[Node]] = {}
    for here, there in steps:
        onward.setdefault(here, []).append(there)
    found, waiting = set(start), list(start)
    while waiting:
        for node in onward.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _nodes(pack: Pack) -> Iterator[Node]:
    listed = (
        (Sort.QUESTION, pack.question),
        (Sort.RULE, pack.rule),
        (Sort.FINDING, pack.finding),
        (Sort.SUSPECT, pack.suspect),
        (Sort.CAUSE, pack.cause),
        (Sort.SCORE, pack.score),
        (Sort.ADVICE, pack.advice_item),
        (Sort.TRAIT, pack.trait),
        (Sort.EXERCISE, pack.exercise),
    )
    for sort, things in listed:
        for id in things:
            yield Node(sort, id)


def _edges(pack: Pack) -> Iterator[Edge]:
    for question in pack.questions:
        for gate in question.gates():
            yield from _into(gate, Node(Sort.QUESTION, question.id))
    for rule in pack.rules:
        node = Node(Sort.RULE, rule.id)
        yield from _into(rule.when, node)
        for end in _concluded(rule):
            yield Edge(node, end)
    for exercise in pack.exercises:
        for trait in exercise.traits:
            yield Edge(Node(Sort.TRAIT, trait), Node(Sort.EXERCISE, exercise.id), True)


def _into(condition: Condition, end: Node) -> Iterator[Edge]:
    for literal in condition.literals():
        atom = literal.atom
        if isinstance(atom, FindingIs):
            start = Node(Sort.FINDING, atom.finding)
        elif isinstance(atom, SumAtom):
            start = Node(Sort.CAUSE if isinstance(atom, CauseIs) else Sort.SCORE, atom.name)
        else:
            start = Node(Sort.QUESTION, atom.question)
        yield Edge(start, end, not literal.positive)


def _concluded(rule: Rule) -> Iterator[Node]:
    match rule.then:
        case Finding(finding):
            yield Node(Sort.FINDING, finding)
        case RedFlag(suspect):
            yield Node(Sort.SUSPECT, suspect)
        case Evidence(cause):
            yield Node(Sort.CAUSE, cause)
        case Points(score):
            yield Node(Sort.SCORE, score)
        case Advise(advice):
            yield Node(Sort.ADVICE, advice)
        case Hold(traits):
            for trait in traits:
                yield Node(Sort.TRAIT, trait)
        case Add(exercise):
            yield Node(Sort.EXERCISE, exercise)
