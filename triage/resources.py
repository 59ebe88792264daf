"""Where the rules, templates and schemas that came with the software are."""

from __future__ import annotations

from pathlib import Path

import triage

_PACKAGE = Path(triage.__file__).resolve().parent
DEFAULT_PACK = "runner_back_pain"


def _shipped(inside: str, checkout: str) -> Path:
    """Return a folder inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / inside
    return installed if installed.is_dir() else _PACKAGE.parent / checkout


def is_built() -> bool:
    """True where packs and templates are inside the package, as building it leaves them."""
    return (_PACKAGE / "shipped_rules").is_dir()


def rules_folder() -> Path:
    """Return the folder of the packs that came with the software."""
    return _shipped("shipped_rules", "rules")


def templates_folder() -> Path:
    """Return the folder of the report templates that came with the software."""
    return _shipped("shipped_templates", "reports/templates")


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas of pack files and reports."""
    return _shipped("shipped_schemas", "docs/schema")


def default_pack_folder() -> Path:
    """Return the folder of the pack used when no other is named."""
    return rules_folder() / DEFAULT_PACK
