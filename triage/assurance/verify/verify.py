"""A second pair of eyes: does a JSON report follow from its answers and its pack?

A report is its own certificate: all that it says is derived anew from its sheet and the pack, and
compared key by key. This shares the nouns of the model with what wrote the report, and no
reasoning: no engine, `valuation` or `programme`. `LEFT_ALONE` lists what does not follow. No report
is signed: one that follows may be about answers that were never given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from triage.assurance.verify.changes import change_rows
from triage.assurance.verify.mismatch import NOTHING, mismatch
from triage.assurance.verify.programme import programme_row, reasons_of, withheld_by
from triage.assurance.verify.questions import unasked, unsettled
from triage.assurance.verify.replay import Replay
from triage.assurance.verify.safety_net import safety_net_rows
from triage.assurance.verify.sheet import answers_of, day_of, runner_of, sheet_row, tried_of
from triage.assurance.verify.suspects import flag_rows, held_rows, suspect_rows
from triage.assurance.verify.tables import (
    answer_row,
    body_map_row,
    finding_rows,
    firing_row,
    level_row,
    pack_row,
    score_rows,
    source_rows,
)
from triage.assurance.verify.treatment import advice_rows, cause_rows
from triage.errors import Fault, Location
from triage.model.disposition import Disposition
from triage.model.pack import Pack

SCHEMA = "triage-report/2"
AGAIN = "make the report again from its sheet: triage assess SHEET -o report.json"
DISTRUST = "do not rely on this report: assess the answers again with the pack it names"

LEFT_ALONE = {
    "drawings": "no report has any: they are made from the pack when a page is rendered",
    "software.version": "any version may have made it",
    "pack.is_stale": "until the review date, it depends on the day the report was made",
    "runner": "whose report it is does not follow from answers",
    "date": "nor does the day",
    "changes": "each is made and judged, but another that would also do may have been left out",
}
"""What does not follow from the answers and the pack, and why."""

NO_SIGNATURE = "The digest covers the whole report, but whoever edits one can compute it again."


def verify(report: Any, pack: Pack, file: str) -> Fault | None:
    """Return the first thing in a report that does not follow, if any."""
    if what := _not_checked_here(report, pack):
        return Fault(what=what, where=Location(file), fix=AGAIN)
    tree, sheet = report, report.get("sheet")
    answers, tried = answers_of(_in(sheet, "answers"), pack), tried_of(_in(sheet, "tried"), pack)
    written = sheet_row(answers, tried, pack)
    wrong = mismatch(("sheet",), tree.get("sheet", NOTHING), written)
    keys = []
    for key, follows in () if wrong else _steps(tree, Replay(pack, answers, tried)):
        keys.append(key)
        if wrong := mismatch((key,), tree.get(key, NOTHING), follows):
            break
    if not wrong:
        known = {key: tree[key] for key in (*keys, "digest") if key in tree}
        wrong = mismatch((), tree, known) or _digest_differs(tree)
    return Fault(what=wrong, where=Location(file), fix=DISTRUST) if wrong else None


def _digest_differs(report: dict[str, Any]) -> str | None:
    """Say what a digest shows that is not that of its report; None where it is."""
    if report.get("digest") == digest_of(report):
        return None
    return "digest is not that of this report: the runner, the date or the like was edited"


def _not_checked_here(report: Any, pack: Pack) -> str | None:
    """Say why a report cannot be checked at all: of what version it is, or of what pack."""
    schema, of = _in(report, "schema"), _in(report, "pack")
    if schema != SCHEMA:
        is_named = isinstance(schema, str)
        said = f"it is a {ascii(schema[:40])[1:-1]}" if is_named else "it names no version"
        return f"this is not a report that can be checked here: {said}, not a {SCHEMA}"
    names = [_in(of, "id"), _in(of, "version")]
    if names == [pack.id, pack.version] or not all(isinstance(name, str) for name in names):
        return None
    other = " ".join(ascii(name[:80])[1:-1] for name in names)
    return f"this report was made with {other}, but the pack here is {pack.id} {pack.version}"


def _steps(report: dict[str, Any], replay: Replay) -> Iterator[tuple[str, Any]]:
    """Yield each key of the report, in order, with what follows for it."""
    pack, fired = replay.pack, [*replay.fired.values()]
    now, ceiling = replay.levels()
    day = day_of(report.get("date"))
    yield "schema", SCHEMA
    version = _in(report.get("software"), "version")
    yield "software", {"name": "triage", "version": version if isinstance(version, str) else ""}
    is_late = day is not None and day > pack.review_by
    yield "pack", pack_row(pack, is_stale=is_late or _in(report.get("pack"), "is_stale") is True)
    yield "runner", runner_of(report.get("runner"))
    yield "date", day.isoformat() if day else "YYYY-MM-DD"
    yield "disposition", level_row(now, pack)
    yield "ceiling", {key: level_row(ceiling, pack)[key] for key in ("id", "level", "title")}
    yield "is_complete", now == ceiling
    yield "is_mild_but_unfinished", now != ceiling and now < Disposition.SAME_DAY
    yield "unsettled", unsettled(replay, now)
    flags = flag_rows(replay)
    yield "flags", flags
    yield "body_map", body_map_row(replay)
    yield "safety_net", safety_net_rows(replay, now)
    yield "suspects", suspect_rows(replay)
    held = held_rows(replay)
    withheld = withheld_by(pack, now, ceiling)
    reasons = reasons_of(replay, held, withheld)
    causes = cause_rows(replay, reasons, now)
    yield "causes", causes
    advice = advice_rows(replay, ceiling)
    yield "advice", advice
    yield "held", [*held.values()]
    programme = programme_row(replay, reasons, held, withheld)
    yield "programme", programme
    yield "changes", change_rows(report.get("changes"), replay, now, ceiling)
    yield "answers", {q.id: answer_row(q, replay) for q in pack.questions}
    why_not = unasked(replay, now)
    yield "unasked", why_not
    yield "dropped", replay.dropped()
    yield "trace", [firing_row(step, rule, replay) for step, rule in enumerate(fired, start=1)]
    yield "findings", finding_rows(replay)
    yield "scores", score_rows(replay)
    cited = [*causes, *advice.values(), *programme.get("offered", {}).values()]
    sources = {key for one in cited for key in one.get("sources", [])}
    rules = {*replay.fired} | {flag["rule"] for flag in flags}
    sources |= {key for rule in rules for key in pack.rule[rule].sources}
    yield "sources", source_rows(sources, pack)
    yield "sheet", report["sheet"]  # which was compared before


def _in(tree: Any, key: str) -> Any:
    return tree.get(key) if isinstance(tree, dict) else None


def digest_of(report: dict[str, Any]) -> str:
    """Return the SHA-256 of a report without its digest: as JSON, keys sorted, without spaces."""
    others = {key: value for key, value in report.items() if key != "digest"}
    text = json.dumps(others, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
