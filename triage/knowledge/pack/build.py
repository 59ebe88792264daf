"""Texts -> a Pack we trust; every fault is gathered before complaining.

Rule 1: form first. Each file is taken apart by its shape (`form`, `shapes`).
Rule 2: then names. What a record refers to must exist; a broken record keeps its name known, so
that one mistake is reported once.
Rule 3: then sense. Dependencies are acyclic, a red flag has its `if_unsure`, a finding has a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from triage.errors import Location, PackFault, did_you_mean
from triage.knowledge.pack.conditions import ConditionReader, Names
from triage.knowledge.pack.digest import digest_of
from triage.knowledge.pack.poses import read_poses
from triage.knowledge.yaml.form import MISSING, NUMBER, Entry, Form, Written
from triage.knowledge.yaml.shape import FILES, OPTIONAL_FILES
from triage.knowledge.yaml.syntax import Mapping as MappingNode
from triage.knowledge.yaml.syntax import Node, Scalar, read
from triage.model.condition import CauseIs, Condition, FindingIs
from triage.model.disposition import Disposition
from triage.model.exercise import Dosage, Exercise, ExerciseKind, Side, UseWhen, Week
from triage.model.pack import (
    Advice,
    Cause,
    Citation,
    Exemption,
    Hazard,
    Label,
    Pack,
    Promise,
    Wording,
)
from triage.model.question import Kind, Option, Question, Span
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    RedFlag,
    Rule,
    Strength,
)

_HOMES = {
    "source": ("sources.yaml", "sources"),
    "grade": ("pack.yaml", "grades"),
    "question": ("questions.yaml", "questions"),
    "finding": ("findings.yaml", "findings"),
    "suspect": ("red_flags.yaml", "suspects"),
    "cause": ("causes.yaml", "causes"),
    "advice item": ("advice.yaml", "advice"),
    "trait": ("exercises.yaml", "traits"),
    "exercise": ("exercises.yaml", "exercises"),
}
"""Where the names of each kind are defined."""

_CONCLUSIONS = {
    "findings.yaml": ("finding",),
    "red_flags.yaml": ("suspect",),
    "causes.yaml": ("cause",),
    "advice.yaml": ("advise",),
    "exercises.yaml": ("hold", "add"),
}
"""What the rules of each file may conclude."""


def build_pack(texts: Mapping[str, str], folder: str) -> Pack:
    """Return the pack that the files of `folder` hold: file name to text.

    Raises:
        PackFault: with every fault of every file.
    """
    return _Builder(texts, folder).build()


class _Builder:
    def __init__(self, texts: Mapping[str, str], folder: str) -> None:
        self.folder = folder
        self.form = Form()
        self.fault = self.form.fault
        self.nodes: dict[str, Node] = {}
        self.files: dict[str, Entry] = {}
        for name, shape in FILES.items():
            path = f"{folder}/{name}"
            if name not in texts:
                if name not in OPTIONAL_FILES:
                    self.fault(f"the pack lacks {name}", Location(path), f"add the file {name}")
                self.files[name] = Entry(Location(path), is_sound=name in OPTIONAL_FILES)
                continue
            node, faults = read(texts[name], path)
            self.form.faults.extend(faults)
            if node is None and not faults:
                self.fault(f"{name} is empty", Location(path, 1, 1), "write it, or remove the file")
            self.files[name] = Entry(Location(path), is_sound=False)
            if node is not None:
                self.nodes[name] = node
                taken = self.form.take(node, shape, name)
                if taken is not MISSING:
                    self.files[name] = taken
        for name in sorted(set(texts) - set(FILES)):
            self.fault(
                f"a pack has no file '{name}'",
                Location(f"{folder}/{name}"),
                did_you_mean(name, FILES, "remove it, or move it out of the pack"),
            )

    # -- reading entries ---------------------------------------------------------------------

    def entries(self, file: str, key: str) -> list[Entry]:
        """Return the records of a file's list, sound or not."""
        return [entry for entry in self.files[file].get(key, []) if isinstance(entry, Entry)]

    def names(self, entries: Iterable[Entry], what: str) -> frozenset[str]:
        """Return the ids of records, and fault those given twice."""
        seen: dict[str, Written] = {}
        for entry in entries:
            id = entry.get("id")
            if not isinstance(id, Written):
                continue
            if id in seen:
                self.fault(
                    f"{what} '{id}' is defined twice, first on line {seen[id].where.line}",
                    id.where,
                    "give one of them another id",
                )
            seen.setdefault(str(id), id)
        return frozenset(seen)

    def is_lost(self, file: str, key: str) -> bool:
        """Say whether part of a list could not be read, so that it may define any name."""
        entry = self.files[file]
        if key not in entry:
            return not entry.is_sound
        node = self.nodes[file]
        part = node.entries[key] if isinstance(node, MappingNode) else node
        written = part.entries if isinstance(part, MappingNode) else getattr(part, "items", ())
        return len(entry[key]) < len(written)

    def refer(self, wanted: Iterable[Written], known: Iterable[str], what: str) -> tuple[str, ...]:
        """Return the names as plain text, and fault those nothing defines."""
        known = known if isinstance(known, frozenset) else frozenset(known)
        found = []
        for name in wanted:
            if name not in known and what not in self.lost:
                others = f"define it, or use one that is: {_few(known)}" if known else "define it"
                self.fault(
                    f"there is no {what} '{name}'", name.where, did_you_mean(name, known, others)
                )
            found.append(str(name))
        return tuple(found)

    def sound(self, entries: Iterable[Entry], make: Callable[[Entry], Any]) -> tuple[Any, ...]:
        """Return what the sound records stand for, leaving out those `make` cannot accept."""
        made = [make(entry) for entry in entries if entry.is_sound]
        return tuple(item for item in made if item is not None)

    # -- the whole ---------------------------------------------------------------------------

    def build(self) -> Pack:
        self.lost = frozenset(what for what, home in _HOMES.items() if self.is_lost(*home))
        if any(self.is_lost(file, "rules") for file in _CONCLUSIONS):
            self.lost |= {"rule"}
        sources = self._sources()
        question_entries = self.entries("questions.yaml", "questions")
        question_names = self.names(question_entries, "question")
        finding_entries = self.entries("findings.yaml", "findings")
        cause_entries = self.entries("causes.yaml", "causes")
        self.ids: dict[str, frozenset[str]] = {
            "source": frozenset(sources),
            "finding": self.names(finding_entries, "finding"),
            "suspect": self.names(self.entries("red_flags.yaml", "suspects"), "suspect"),
            "cause": self.names(cause_entries, "cause"),
            "advice item": self.names(self.entries("advice.yaml", "advice"), "advice item"),
            "trait": self.names(self.entries("exercises.yaml", "traits"), "trait"),
            "exercise": self.names(self.entries("exercises.yaml", "exercises"), "exercise"),
        }
        self._one_namespace(question_entries, finding_entries, cause_entries)
        grades = self._grades()
        questions: dict[str, Question] = {}
        for entry in question_entries:
            self._question(entry, questions, question_names)
        self.reader = ConditionReader(
            Names(
                questions=questions,
                findings=self.ids["finding"],
                causes=self.ids["cause"],
                grades=tuple(grade for grade, _ in grades),
                broken=question_names - set(questions),
                lost=self.lost,
            ),
            self.form.faults,
        )
        rules = self._rules()
        self._dependencies(rules)
        self._concluded(rules, finding_entries)
        pack = self._assemble(sources, grades, tuple(questions.values()), rules)
        if self.form.faults:
            raise PackFault(self.form.faults)
        assert pack is not None  # a pack without faults has all its parts
        return pack

    def _one_namespace(self, *groups: list[Entry]) -> None:
        seen: dict[str, Written] = {}
        for group in groups:
            for id in dict.fromkeys(e["id"] for e in group if "id" in e):
                if id in seen:
                    other = seen[id].where
                    self.fault(
                        f"'{id}' already names something else ({other.file}:{other.line})",
                        id.where,
                        "questions, findings and causes share their names: choose another",
                    )
                seen[id] = id

    def _sources(self) -> dict[str, Citation]:
        table: dict[Written, Entry] = self.files["sources.yaml"].get("sources", {})
        return {
            str(key): Citation(
                key=str(key),
                citation=str(entry.get("citation", "")),
                kind=str(entry.get("kind", "")),
                read=str(entry.get("read", "")),
                year=_text(entry.get("year")),
                url=None if entry.get("url") in (None, "none") else str(entry["url"]),
            )
            for key, entry in table.items()
        }

    def _grades(self) -> tuple[tuple[str, int], ...]:
        table: dict[Written, Written] = self.files["pack.yaml"].get("grades", {})
        grades = tuple((str(grade), int(points)) for grade, points in table.items())
        for (lower, few), (higher, many) in pairwise(grades):
            if few >= many:
                where = next(key.where for key in table if key == higher)
                self.fault(
                    f"the grade '{higher}' needs no more points than '{lower}'",
                    where,
                    "list the grades from the fewest points to the most",
                )
        return grades

    # -- questions ---------------------------------------------------------------------------

    def _question(self, entry: Entry, known: dict[str, Question], names: frozenset[str]) -> None:
        if not entry.is_sound or entry["id"] in known:
            return
        kind = Kind(str(entry["type"]))
        faults = len(self.form.faults)
        self._fitting_keys(entry, kind)
        options: tuple[Option, ...] = ()
        span: Span | None = None
        if kind is Kind.NUMBER:
            span = self._span(entry) if len(self.form.faults) == faults else None
        elif kind is Kind.YES_NO:
            options = (
                Option(id="yes", label="yes", says=str(entry.get("says", ""))),
                Option(id="no", label="no", says=str(entry.get("denies", ""))),
            )
        else:
            options = self._options(entry, kind)
        when = self._ask_when(entry, known, names)
        if len(self.form.faults) > faults:
            return
        absent = entry.get("absent")
        if absent is not None and span is not None:
            self._within(absent, span, str(entry["id"]))
        elif absent is not None:
            self.refer([absent], [option.id for option in options], "option")
        known[str(entry["id"])] = Question(
            id=str(entry["id"]),
            kind=kind,
            text=str(entry["text"]),
            label=str(entry["label"]),
            options=options,
            span=span,
            help=_text(entry.get("help")),
            ask_when=when,
            changeable=entry.get("changeable") == "yes",
            fixed=entry.get("fixed") == "yes",
            absent=_text(absent),
        )

    def _fitting_keys(self, entry: Entry, kind: Kind) -> None:
        needed = {
            Kind.CHOICE: {"options"},
            Kind.CHECKLIST: {"options"},
            Kind.YES_NO: {"says", "denies"},
            Kind.NUMBER: {"says", "unit", "min", "max"},
        }
        special = {"options", "says", "denies", "unit", "min", "max", "whole", "absent"}
        allowed = needed[kind] | ({"whole"} if kind is Kind.NUMBER else set())
        allowed |= set() if kind is Kind.CHECKLIST else {"absent"}
        for key in sorted(needed[kind] - set(entry)):
            self.fault(
                f"{entry['id']}, a {kind.value} question, lacks '{key}'",
                entry.where,
                f"add a line '{key}: …'",
            )
        for key in sorted((special & set(entry)) - allowed):
            where = getattr(entry[key], "where", entry.where)
            self.fault(
                f"{entry['id']}, a {kind.value} question, has no '{key}'", where, "take it away"
            )

    def _span(self, entry: Entry) -> Span:
        least, most = Decimal(str(entry["min"])), Decimal(str(entry["max"]))
        if least >= most:
            self.fault(
                f"the bounds of {entry['id']} leave nothing between",
                entry["min"].where,
                "make min smaller than max",
            )
        if "{value}" not in entry["says"]:
            self.fault(
                f"the statement of {entry['id']} does not say the number",
                entry["says"].where,
                "put {value} where the number goes",
            )
        whole = entry.get("whole", "yes") == "yes"
        return Span(
            least=least, most=most, unit=str(entry["unit"]), whole=whole, says=str(entry["says"])
        )

    def _within(self, number: Written, span: Span, id: str) -> None:
        if not NUMBER.fullmatch(number) or not span.least <= Decimal(number) <= span.most:
            self.fault(
                f"'{number}' is no answer to {id}",
                number.where,
                f"write a number from {span.least} to {span.most}",
            )

    def _options(self, entry: Entry, kind: Kind) -> tuple[Option, ...]:
        listed = entry.get("options", [])
        self.names(listed, f"option of {entry['id']}")
        for option in listed:
            if option["id"] in ("none", "unsure", "yes", "no"):
                self.fault(
                    f"'{option['id']}' cannot be an option: every question has it already",
                    option["id"].where,
                    "choose another id, or use a yes_no question",
                )
            if ("denies" in option) != (kind is Kind.CHECKLIST):
                self.fault(
                    f"option '{option['id']}' of {entry['id']}: 'denies' belongs to each option of "
                    "a checklist, and only there",
                    option.where,
                    "add it" if kind is Kind.CHECKLIST else "take it away",
                )
        return tuple(
            Option(
                id=str(option["id"]),
                label=str(option["label"]),
                says=str(option["says"]),
                denies=_text(option.get("denies")),
                regions=tuple(str(region) for region in option.get("regions", ())),
            )
            for option in listed
        )

    def _ask_when(
        self, entry: Entry, earlier: dict[str, Question], names: frozenset[str]
    ) -> Condition | None:
        node = entry.get("ask_when")
        if node is None:
            return None
        later = names - set(earlier)
        reader = ConditionReader(
            Names(questions=earlier, broken=later, lost=self.lost), self.form.faults
        )
        for word in _first_words(node):
            if word in later:
                self.fault(
                    f"'{entry['id']}' is asked depending on '{word}', which is asked later or has "
                    "faults of its own",
                    node.where,
                    "ask that question first",
                )
            elif word in self.ids["finding"] | self.ids["cause"]:
                self.fault(
                    f"'{entry['id']}' is asked depending on '{word}', which is no question",
                    node.where,
                    "test the answers it is made of",
                )
                return None
        return reader.read(node)

    # -- rules -------------------------------------------------------------------------------

    def _rules(self) -> tuple[Rule, ...]:
        everything = [(f, entry) for f in _CONCLUSIONS for entry in self.entries(f, "rules")]
        self.ids["rule"] = self.names([entry for _, entry in everything], "rule")
        rules: list[Rule] = []
        for file, entry in everything:
            if "sources" in entry:
                self.refer(entry["sources"], self.ids["source"], "source")
            when = self.reader.read(entry["when"]) if "when" in entry else None
            then = self._conclusion(entry, file, _CONCLUSIONS[file])
            if when is None or then is None or not entry.is_sound:
                continue
            rules.append(
                Rule(
                    id=str(entry["id"]),
                    title=str(entry["title"]),
                    when=when,
                    then=then,
                    because=str(entry["because"]),
                    sources=tuple(str(key) for key in entry["sources"]),
                    strength=Strength(str(entry["evidence"])),
                    since=date.fromisoformat(entry["since"]),
                    order=len(rules),
                    salience=int(entry.get("salience", "0")),
                    where=entry.where,
                )
            )
        return tuple(rules)

    def _conclusion(self, entry: Entry, file: str, allowed: tuple[str, ...]) -> Conclusion | None:
        then = entry.get("then")
        if not isinstance(then, Entry) or not then.is_sound:
            return None
        kind = next(iter(key for key in then if key not in ("disposition", "points")))
        if kind not in allowed:
            self.fault(
                f"{entry.get('id', 'a rule')} concludes '{kind}', which does not belong in {file}",
                then.where,
                f"move it; {file} holds rules for: {', '.join(allowed)}",
            )
        if ("if_unsure" in entry.written) != (kind == "suspect"):
            what = (
                "lacks 'if_unsure'" if kind == "suspect" else "has 'if_unsure' but is no red flag"
            )
            self.fault(
                f"{entry.get('id', 'a rule')} {what}",
                entry.where,
                "say which disposition an unsure runner gets"
                if kind == "suspect"
                else "take it away",
            )
            return None
        match kind:
            case "finding":
                return Finding(*self.refer([then["finding"]], self.ids["finding"], "finding"))
            case "suspect":
                self.refer([then["suspect"]], self.ids["suspect"], "suspect")
                return self._red_flag(entry, then)
            case "cause":
                self.refer([then["cause"]], self.ids["cause"], "cause")
                return Evidence(str(then["cause"]), int(then["points"]))
            case "advise":
                return Advise(*self.refer([then["advise"]], self.ids["advice item"], "advice item"))
            case "hold":
                return Hold(self.refer(then["hold"], self.ids["trait"], "trait"))
        return Add(*self.refer([then["add"]], self.ids["exercise"], "exercise"))

    def _red_flag(self, entry: Entry, then: Entry) -> RedFlag | None:
        disposition = Disposition.named(then["disposition"])
        if "if_unsure" not in entry or entry["if_unsure"] not in [d.id for d in Disposition]:
            return None
        unsure = Disposition.named(entry["if_unsure"])
        if unsure > disposition:
            self.fault(
                f"{entry.get('id', 'a rule')} is more urgent when unsure than when sure",
                entry["if_unsure"].where,
                f"use {disposition.id} or less",
            )
            return None
        return RedFlag(str(then["suspect"]), disposition, unsure)

    def _dependencies(self, rules: tuple[Rule, ...]) -> None:
        """Fault findings that hang on causes, and anything that hangs on itself."""
        graph: dict[str, set[str]] = {}
        for rule in rules:
            target: str | None = None
            if isinstance(rule.then, Finding):
                target = rule.then.finding
            elif isinstance(rule.then, Evidence):
                target = rule.then.cause
            for literal in rule.when.literals():
                atom = literal.atom
                if isinstance(atom, CauseIs) and isinstance(rule.then, Finding):
                    self.fault(
                        f"{rule.id} concludes a finding from the cause '{atom.cause}'",
                        literal.where or Location(self.folder),
                        "test the answers the cause is made of: a finding must be able to be NO",
                    )
                if target is None:
                    continue
                if isinstance(atom, FindingIs):
                    graph.setdefault(target, set()).add(atom.finding)
                elif isinstance(atom, CauseIs):
                    graph.setdefault(target, set()).add(atom.cause)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            where = next(
                rule.where
                for rule in rules
                if getattr(rule.then, "finding", getattr(rule.then, "cause", None)) in circle
            )
            self.fault(
                f"these hang on each other in a circle: {' <- '.join(circle)}",
                where or Location(self.folder),
                "break the circle: conclude one of them from answers",
            )

    def _concluded(self, rules: tuple[Rule, ...], findings: list[Entry]) -> None:
        concluded = {rule.then.finding for rule in rules if isinstance(rule.then, Finding)}
        attempted = [
            entry["then"].get("finding") if "then" in entry else None
            for entry in self.entries("findings.yaml", "rules")
        ]
        if None in attempted or self.is_lost("findings.yaml", "rules"):
            return  # a rule that cannot be read may conclude any of them
        for entry in findings:
            id = entry.get("id")
            if id is not None and id not in concluded.union(attempted):
                self.fault(
                    f"no rule concludes the finding '{id}', so it could never be yes",
                    id.where,
                    "add a rule for it, or remove it",
                )

    # -- the rest ----------------------------------------------------------------------------

    def _labels(self, file: str, key: str) -> tuple[Label, ...]:
        return self.sound(
            self.entries(file, key),
            lambda e: Label(
                id=str(e["id"]),
                label=str(e["label"]),
                says=_text(e.get("says")),
                denies=_text(e.get("denies")),
                explain=_text(e.get("explain")),
            ),
        )

    def _cause(self, entry: Entry) -> Cause:
        return Cause(
            id=str(entry["id"]),
            label=str(entry["label"]),
            explain=str(entry["explain"]),
            strength=str(entry["strength"]),
            note=str(entry["note"]),
            sources=self.refer(entry["sources"], self.ids["source"], "source"),
            exercises=self.refer(entry.get("exercises", []), self.ids["exercise"], "exercise"),
        )

    def _advice(self, entry: Entry) -> Advice:
        for_cause = entry.get("for_cause")
        return Advice(
            id=str(entry["id"]),
            label=str(entry["label"]),
            text=str(entry["text"]),
            kind=str(entry["kind"]),
            sources=self.refer(entry["sources"], self.ids["source"], "source"),
            for_cause=(
                self.refer([for_cause], self.ids["cause"], "cause")[0] if for_cause else None
            ),
            up_to=Disposition.named(entry.get("up_to", Disposition.SEE_PHYSIO.id)),
        )

    def _exercise(self, entry: Entry) -> Exercise | None:
        kind = ExerciseKind(str(entry["kind"]))
        parent, use_when = entry.get("variant_of"), entry.get("use_when")
        is_variant = kind is ExerciseKind.VARIANT
        misplaced = [
            key
            for key, given in (("variant_of", parent), ("use_when", use_when))
            if (given is not None) != is_variant
        ]
        for key in misplaced:
            self.fault(
                f"{entry['id']}: '{key}' belongs to every variant, and only there",
                entry.where,
                "add it" if is_variant else "take it away",
            )
        if misplaced:
            return None
        if parent is not None and parent in [e.get("id") for e in self._variants()]:
            self.fault(
                f"{entry['id']} varies '{parent}', which is a variant itself",
                parent.where,
                "name the exercise that one varies",
            )
        return Exercise(
            id=str(entry["id"]),
            name=str(entry["name"]),
            kind=kind,
            side=Side(str(entry["side"])),
            aim=str(entry["aim"]),
            cues=tuple(str(cue) for cue in entry["cues"]),
            dose=str(entry["dose"]),
            stop_rule=str(entry["stop_rule"]),
            easier=_text(entry.get("easier")),
            harder=_text(entry.get("harder")),
            traits=self.refer(entry["traits"], self.ids["trait"], "trait"),
            causes=self.refer(entry["causes"], self.ids["cause"], "cause"),
            sources=self.refer(entry["sources"], self.ids["source"], "source"),
            note=_text(entry.get("note")),
            variant_of=self.refer([parent], self.ids["exercise"], "exercise")[0]
            if parent
            else None,
            use_when=UseWhen(str(use_when)) if use_when else None,
            poses=read_poses(entry.get("poses", ()), str(entry["id"]), self.form),
        )

    def _variants(self) -> list[Entry]:
        exercises = self.entries("exercises.yaml", "exercises")
        return [entry for entry in exercises if entry.get("kind") == ExerciseKind.VARIANT.value]

    def _dosage(self) -> Dosage | None:
        entry = self.files["exercises.yaml"].get("programme")
        if not isinstance(entry, Entry) or not entry.is_sound:
            if entry is None and self.ids["exercise"]:
                self.fault(
                    "there are exercises but no 'programme'",
                    self.files["exercises.yaml"].where,
                    "add 'programme:' with first, sets, repetitions and the rest",
                )
            return None
        self._in_order(entry, "repetitions")
        return Dosage(
            first=int(entry["first"]),
            sets=int(entry["sets"]),
            repetitions_min=int(entry["repetitions_min"]),
            repetitions_max=int(entry["repetitions_max"]),
            progression=str(entry["progression"]),
            flexibility=str(entry["flexibility"]),
            runs=str(entry["runs"]),
            stop_rule=str(entry["stop_rule"]),
            weeks=tuple(str(week) for week in entry["weeks"]),
            calendar=self._calendar(entry),
        )

    def _in_order(self, entry: Entry, what: str) -> None:
        least, most = entry[f"{what}_min"], entry[f"{what}_max"]
        if int(least) > int(most):
            self.fault(
                f"{what}_min {least} is more than {what}_max {most}",
                least.where,
                "write the smaller number first",
            )

    def _calendar(self, entry: Entry) -> tuple[Week, ...]:
        weeks = entry.get("calendar", [])
        is_whole = not weeks or len(weeks) == len(entry["weeks"])
        if not is_whole:
            self.fault(
                f"'calendar' is {len(weeks)} weeks long and 'weeks' {len(entry['weeks'])}",
                weeks[0].where,
                "write an entry in each for every week",
            )
        for week in weeks:
            for what in ("sessions", "sets", "repetitions"):
                self._in_order(week, what)
        if not is_whole:
            return ()
        return tuple(Week(**{key: int(number) for key, number in w.items()}) for w in weeks)

    def _hazard(self, entry: Entry) -> Hazard:
        return Hazard(
            id=str(entry["id"]),
            hazard=str(entry["hazard"]),
            cause=str(entry["cause"]),
            effect=str(entry["effect"]),
            severity=int(entry["severity"]),
            likelihood_before=int(entry["likelihood_before"]),
            likelihood_after=int(entry["likelihood_after"]),
            control=str(entry["control"]),
            rules=self.refer(entry.get("rules", []), self.ids["rule"], "rule"),
            vignettes=tuple(str(id) for id in entry.get("vignettes", [])),
        )

    def _promise(self, entry: Entry) -> Promise | None:
        when = self.reader.read(entry["when"])
        if when is None:
            return None
        said = {key: entry.get(key) for key in ("at_least", "if_unsure")}
        levels = {key: Disposition.named(id) for key, id in said.items() if id is not None}
        holds = self.refer(entry.get("holds", []), self.ids["trait"], "trait")
        if not levels and not holds:
            fix = "give it 'at_least', 'if_unsure' or 'holds'"
            self.fault(f"{entry['id']} promises nothing", entry.where, fix)
            return None
        return Promise(
            id=str(entry["id"]), title=str(entry["title"]), when=when, holds=holds, **levels
        )

    def _exemption(self, entry: Entry) -> Exemption:
        return Exemption(**{key: str(text) for key, text in entry.items()})

    def _wordings(self, head: Entry) -> dict[Disposition, Wording]:
        table = head.get("dispositions", Entry(head.where))
        return {
            Disposition.named(id): Wording(**{key: str(text) for key, text in entry.items()})
            for id, entry in table.items()
            if entry.is_sound
        }

    def _assemble(
        self,
        sources: dict[str, Citation],
        grades: tuple[tuple[str, int], ...],
        questions: tuple[Question, ...],
        rules: tuple[Rule, ...],
    ) -> Pack | None:
        head = self.files["pack.yaml"]
        parts: dict[str, Any] = {
            "findings": self._labels("findings.yaml", "findings"),
            "suspects": self._labels("red_flags.yaml", "suspects"),
            "causes": self.sound(self.entries("causes.yaml", "causes"), self._cause),
            "advice": self.sound(self.entries("advice.yaml", "advice"), self._advice),
            "traits": self._labels("exercises.yaml", "traits"),
            "exercises": self.sound(self.entries("exercises.yaml", "exercises"), self._exercise),
            "dosage": self._dosage(),
            "hazards": self.sound(self.entries("hazards.yaml", "hazards"), self._hazard),
            "promises": self.sound(self.entries("properties.yaml", "promises"), self._promise),
            "exceptions": self.sound(
                self.entries("properties.yaml", "exceptions"), self._exemption
            ),
            "wordings": self._wordings(head),
        }
        if self.form.faults:
            return None
        return Pack(
            id=str(head["id"]),
            version=str(head["version"]),
            language=str(head["language"]),
            title=str(head["title"]),
            intended_use=str(head["intended_use"]),
            review_status=str(head["review_status"]),
            privacy=str(head["privacy"]),
            stop_notice=str(head["stop_notice"]),
            date=date.fromisoformat(head["date"]),
            review_by=date.fromisoformat(head["review_by"]),
            limits=tuple(str(limit) for limit in head["limits"]),
            authors=tuple(str(author) for author in head["authors"]),
            baseline=Disposition.named(head["baseline"]),
            grades=grades,
            sources=sources,
            questions=questions,
            rules=rules,
            reading_exceptions={
                str(entry["word"]): str(entry["plain"])
                for entry in self.entries("reading.yaml", "exceptions")
            },
            digest=digest_of(self.nodes),
            **parts,
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _few(names: Iterable[str]) -> str:
    listed = sorted(names)
    return ", ".join(listed[:6]) + (", …" if len(listed) > 6 else "")


def _first_words(node: Node) -> Iterable[str]:
    if isinstance(node, Scalar):
        yield node.text.split()[0] if node.text.split() else ""
    else:
        children = node.entries.values() if isinstance(node, MappingNode) else node.items
        for child in children:
            yield from _first_words(child)
