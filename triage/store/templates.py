"""Report templates on disk."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.loaders import split_template_path

from triage.errors import Fault, FileFault, Location
from triage.resources import templates_folder
from triage.store.files import read_text
from triage.store.words import own_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket


def environment(format: str, folder: Path | None = None) -> Environment:
    """Return the template environment for a report format.

    Templates in `folder` go before the shipped ones of the same name. A user's templates run in a
    sandbox, and with them all they include. Autoescape is on for HTML whatever a file is called.

    Raises:
        FileFault: there is no such folder.
    """
    is_html = format == "html"
    make, shipped = Environment, templates_folder()
    loader: BaseLoader = FileSystemLoader(shipped)
    compiled: _Compiled | None = _Compiled(shipped, "escaped" if is_html else "plain")
    if folder is not None:
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        if not folder.is_dir():
            raise FileFault(Fault.worded("folder.no_templates", Location(str(folder))))
        # Code for a sandbox is other code, and that of a stranger's template is not kept.
        make, compiled = ImmutableSandboxedEnvironment, None
        loader = ChoiceLoader([_Own(folder), loader])
    return make(  # on for HTML; Markdown is escaped in `render`
        loader=loader,
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )


def compile_shipped() -> None:
    """Compile every shipped template, so that no run has to: what building a package does."""
    for format in ("text", "html"):
        shipped = environment(format)
        for name in shipped.list_templates(extensions=["j2"]):
            shipped.get_template(name)


class _Own(BaseLoader):
    """The templates in a user's folder: text files of a decent size, inside that folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002  # jinja2's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        path = own_file("/".join(split_template_path(template)), self._folder)
        if path is None:
            raise TemplateNotFound(template)
        return read_text(path), str(path), lambda: True


class _Compiled(FileSystemBytecodeCache):
    """The shipped templates compiled, kept beside them as Python keeps its modules.

    Compiling takes as long as importing the libraries (benchmarks/startup.py), so a package brings
    its code along (`triage.store.build`). Who can write there can change the templates and our
    modules too, so what lies there is trusted as those are, and nothing is kept anywhere else.
    jinja2 checks each entry against the template's text, but not against autoescape: so each `kind`
    has entries of its own, or a page would get the unescaped code of a template that Markdown uses
    too. Nor does it check which jinja2 compiled it, so that is in the name as well.
    """

    def __init__(self, templates: Path, kind: str) -> None:
        self.folder = templates / "__pycache__"
        made_by = f"{sys.implementation.cache_tag}.jinja2-{getattr(jinja2, '__version__', '')}"
        super().__init__(str(self.folder), f"%s.{kind}.{made_by}")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; unlike jinja2's it is the same wherever it is installed."""
        del filename
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever a damaged entry raises: the template itself is there
            bucket.reset()
        if not isinstance(bucket.code, CodeType):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):  # installed where this user may not write: it costs time
            self.folder.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
