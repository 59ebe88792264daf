"""Report templates on disk."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from triage.errors import Fault, FileFault, Location
from triage.store.resources import templates_folder


def environment(format: str, folder: Path | None = None) -> SandboxedEnvironment:
    """Return the template environment for a report format.

    Templates in `folder` go before the shipped ones of the same name. They run in a sandbox.
    Autoescape is on for HTML whatever a template file is called.

    Raises:
        FileFault: there is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise FileFault(
            Fault(
                what="there is no such folder",
                where=Location(str(folder)),
                fix="name the folder that holds your templates",
            )
        )
    folders = [templates_folder()] if folder is None else [folder, templates_folder()]
    is_html = format == "html"
    return SandboxedEnvironment(  # on for HTML; Markdown is escaped in `render`
        loader=FileSystemLoader(folders),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache("escaped" if is_html else "plain"),
    )


def _bytecode_cache(kind: str) -> FileSystemBytecodeCache | None:
    """Return the user's cache for compiled templates, or None where there can be none.

    It holds code of templates only, nothing of runners. It saves a fifth of the time of a report
    (benchmarks/startup.py). jinja2 checks each entry against the template's text, but not against
    autoescape: so each `kind` has entries of its own, or a page would get the unescaped code of a
    template that Markdown uses too.
    """
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(base) / "runner-triage"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_ours = folder.owner() == Path(base).owner() and os.access(folder, os.W_OK)
    except (OSError, KeyError, NotImplementedError):
        return None
    return FileSystemBytecodeCache(str(folder), f"%s.{kind}.cache") if is_ours else None
