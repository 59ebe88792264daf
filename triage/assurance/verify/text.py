"""The text of a report -> its tree: JSON by its standard, and no more of it than a report has."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from triage.errors import Fault, Location, ReportFault

DEEPEST = 20  # a report has not half as many tables within tables
LONGEST_NUMBER = 20
FIX = "write a report with: triage assess SHEET -o report.json"


def read_report(text: str, file: str) -> Any:
    """Return the tree of a JSON text.

    Raises:
        ReportFault: it is not JSON, or has what no report has: a key twice in one table, NaN, half
            a surrogate pair, numbers without end, or table within table without end.
    """
    try:
        tree = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_number
        )
        _check_depth(tree)
        json.dumps(tree, ensure_ascii=False).encode()
    except RecursionError:
        what = "this is not a report: its tables are nested too deeply"
    except UnicodeEncodeError:
        what = "this is not a report: it has half a character, such as \\ud800"
    except json.JSONDecodeError as error:
        what = f"this is not JSON: {error}"
    except ValueError as error:
        what = f"this is not a report: {error}"
    else:
        return tree
    raise ReportFault(Fault(what=what, where=Location(file), fix=FIX))


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:80]!a} appears twice in one table")
        found[key] = value
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


def _number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"it has a number of {len(digits)} digits")
    return int(digits)


def _check_depth(tree: Any) -> None:
    level = [tree]
    for _ in range(DEEPEST):
        level = [x for part in level if isinstance(part, dict | list) for x in _parts(part)]
        if not level:
            return
    raise RecursionError


def _parts(tree: Any) -> Iterable[Any]:
    return tree.values() if isinstance(tree, dict) else tree
