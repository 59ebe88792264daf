"""Report templates on disk."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from triage.errors import Fault, FileFault, Location
from triage.resources import templates_folder
from triage.store.cache import cache_folder


def environment(format: str, folder: Path | None = None) -> Environment:
    """Return the template environment for a report format.

    Templates in `folder` go before the shipped ones of the same name. A user's templates run in a
    sandbox, and with them all they include. Autoescape is on for HTML whatever a file is called.

    Raises:
        FileFault: there is no such folder.
    """
    is_html = format == "html"
    make, folders, kind = Environment, [templates_folder()], "shipped"
    if folder is not None:
        from jinja2.sandbox import SandboxedEnvironment

        if not folder.is_dir():
            raise FileFault(Fault.worded("folder.no_templates", Location(str(folder))))
        make, folders, kind = SandboxedEnvironment, [folder, *folders], "sandboxed"
    return make(  # on for HTML; Markdown is escaped in `render`
        loader=FileSystemLoader(folders),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(f"{kind}.{'escaped' if is_html else 'plain'}"),
    )


def _bytecode_cache(kind: str) -> FileSystemBytecodeCache | None:
    """Return the user's cache for compiled templates, or None where there can be none.

    It saves a fifth of the time of a report (benchmarks/startup.py). jinja2 checks each entry
    against the template's text, but not against autoescape or the sandbox: so each `kind` has
    entries of its own, or a page would get the unescaped code of a template that Markdown uses too.
    """
    folder = cache_folder()
    return FileSystemBytecodeCache(str(folder), f"%s.{kind}.cache") if folder else None
