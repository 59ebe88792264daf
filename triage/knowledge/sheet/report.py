"""The answer sheet inside a report in JSON: what `triage assess -o report.json` was given."""

from __future__ import annotations

from typing import TypeGuard

from triage.errors import Fault
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar
from triage.model.earlier import earlier_versions
from triage.model.pack import Pack

SCHEMA = "triage-report/2"
_FAMILY = SCHEMA.partition("/")[0] + "/"


def is_report(node: Node) -> TypeGuard[Mapping]:
    """Say whether a node is a report of ours, of whatever version."""
    return isinstance(node, Mapping) and _text(node, "schema").startswith(_FAMILY)


def sheet_of_report(report: Mapping, pack: Pack, faults: list[Fault], *, is_draft: bool) -> Mapping:
    """Return the sheet of a report: its answers and tries, with the runner and date of the report.

    Faults are noted of a report that is of another version, or was made with another pack. One of
    an earlier version that the pack can read is as a sheet of that version.
    """
    where = report.keys["schema"]
    if is_draft:
        faults.append(Fault.worded("draft.report", where))
    elif _text(report, "schema") != SCHEMA:
        schema = _text(report, "schema")
        faults.append(Fault.worded("sheet.other_report", where, schema=schema, known=SCHEMA))
    made_with = report.entries.get("pack")
    said = {key: _text(made_with, key) for key in ("id", "version", "digest")}
    is_earlier = said["id"] == pack.id and said["version"] in earlier_versions(pack)
    if not faults and said["digest"] != pack.digest and not is_earlier:
        faults.append(
            Fault.worded(
                "sheet.other_digest",
                report.keys.get("pack", where),
                id=said["id"],
                version=said["version"],
                digest=said["digest"][:12],
                my_id=pack.id,
                my_version=pack.version,
                my_digest=pack.digest[:12],
            )
        )
    sheet = report.entries.get("sheet")
    if not isinstance(sheet, Mapping):
        faults.append(Fault.worded("sheet.report_without_sheet", where))
        return Mapping(report.where, {"answers": Scalar("", where)}, {"answers": where})
    entries: dict[str, Node] = dict(sheet.entries)
    entries |= {key: report.entries[key] for key in ("runner", "date") if key in report.entries}
    if is_earlier and isinstance(made_with, Mapping):
        said_of_it = {key: made_with.entries[key] for key in ("id", "version")}
        entries["pack"] = Mapping(made_with.where, said_of_it, made_with.keys)
    return Mapping(report.where, entries, {**report.keys, **sheet.keys})


def _text(node: Node | None, key: str) -> str:
    value = node.entries.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) else ""
