"""What became of looking for what is serious, and of what holds exercises back."""

from __future__ import annotations

from typing import Any

from triage.assurance.verify.judge import EITHER, SURE, UNSURE
from triage.assurance.verify.replay import Replay
from triage.assurance.verify.tables import row
from triage.model.disposition import Disposition
from triage.model.pack import Label
from triage.model.rule import Hold, RedFlag, Rule

STATES = ("raised", "unsure", "open", "not_met")  # of a red flag, most telling first


def state_of(rule: Rule, replay: Replay) -> str:
    """Return what became of a red flag."""
    worlds = {"raised": SURE, "unsure": UNSURE, "open": EITHER}
    return next((state for state, at in worlds.items() if replay.fires(rule, at)), "not_met")


def flag_rows(replay: Replay) -> list[dict[str, Any]]:
    """Return the red flags that count, most urgent first."""
    found = []
    for rule, then in replay.pack.concluding(RedFlag):
        if (counts := replay.counts(rule, then)) is not None:
            state = state_of(rule, replay)
            unsure = replay.missing(rule, "unsure") if state == "unsure" else []
            flag = {"rule": rule.id, "suspect": then.suspect, "state": state}
            found.append(row(**flag, disposition=counts.id, unsure=unsure))
    return sorted(found, key=lambda flag: -Disposition.named(flag["disposition"]))


def suspect_rows(replay: Replay) -> dict[str, Any]:
    """Return what became of looking for each suspect, rule by rule."""
    flags = replay.pack.concluding(RedFlag)
    by_suspect = {s: [f for f in flags if f[1].suspect == s.id] for s in replay.pack.suspects}
    return {s.id: _suspect_row(s, flags, replay) for s, flags in by_suspect.items() if flags}


def _suspect_row(
    suspect: Label, flags: list[tuple[Rule, RedFlag]], replay: Replay
) -> dict[str, Any]:
    rules: dict[str, dict[str, list[str]]] = {state: {} for state in STATES}
    for rule, _ in flags:
        state = state_of(rule, replay)
        facts = replay.against(rule) if state == "not_met" else replay.unknown(rule)
        rules[state][rule.id] = facts
    state = next(state for state in STATES if rules[state])
    reached = [level for flag in flags if (level := replay.reach(*flag)) is not None]
    return row(
        label=suspect.label,
        explain=suspect.explain or None if state in ("raised", "unsure") else None,
        state=state,
        could_reach=max(reached).id if reached else None,
        not_met=rules["not_met"],
        unsure=rules["unsure"],
        open=rules["open"],
    )


def held_rows(replay: Replay) -> dict[str, dict[str, Any]]:
    """Return the traits that are held, each by its first rule, a sure one before others."""
    pack, found = replay.pack, dict[str, dict[str, Any]]()
    for truth, world in (("yes", SURE), ("unknown", EITHER)):
        for rule, hold in pack.concluding(Hold):
            if not replay.fires(rule, world):
                continue
            unknown = replay.missing(rule, "unsure", "not_asked") if truth == "unknown" else []
            for trait in hold.traits:
                named = {"trait": trait, "label": pack.trait[trait].label, "rule": rule.id}
                found.setdefault(trait, row(**named, truth=truth, unknown=unknown))
    return {trait.id: found[trait.id] for trait in pack.traits if trait.id in found}
