"""The one door to templates: they get text and plain values, and their mistakes are faults.

A template may be a stranger's. So it is handed no object with methods of its own: a `Path` can read
and write files, and anything of ours leads to more of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from triage.errors import EngineFault, Fault, Location, TemplateFault, TriageError

_TEXT_AND_NUMBERS = (str, Markup, int, float, bool, type(None))


def fill(
    name: str,
    tree: Mapping[str, Any],
    environment: Environment,
    escape: Callable[[Any], Any] | None = None,
) -> str:
    """Return what a template makes of a plain tree, of which `escape` may change the texts.

    Raises:
        TemplateFault: one of the user's own templates has a mistake.
        EngineFault: the tree is not plain.
    """
    check_plain(tree, name)
    with _mistakes(name, environment):
        template = environment.get_template(name)
        return template.render(escape(tree) if escape else tree)


class Macros:
    """The macros of a template as functions from plain values to text: `words.written("a.html")`.

    Raises:
        TemplateFault: one of the user's own templates has a mistake.
        EngineFault: a macro is called with something that is not plain.
    """

    def __init__(self, name: str, environment: Environment) -> None:
        self._name = name
        self._environment = environment
        with _mistakes(name, environment):
            self._module: Any = environment.get_template(name).module

    def __getattr__(self, macro: str) -> Callable[..., str]:
        def say(*values: Any) -> str:
            check_plain(list(values), f"{self._name}, {macro}")
            with _mistakes(self._name, self._environment):
                return str(getattr(self._module, macro)(*values))

        return say


def check_plain(tree: Any, name: str) -> None:
    """Accept texts, numbers, yes and no, None, and lists and dictionaries of them.

    Raises:
        EngineFault: there is anything else in it.
    """
    kind = type(tree)
    if kind in _TEXT_AND_NUMBERS:
        return
    if kind is dict:
        for key, value in tree.items():
            if type(key) not in _TEXT_AND_NUMBERS:
                raise EngineFault(f"{name} was given a key that is a {type(key).__name__}")
            check_plain(value, name)
    elif kind in (list, tuple):
        for value in tree:
            check_plain(value, name)
    else:
        raise EngineFault(f"{name} was given a {kind.__name__}")


@contextmanager
def _mistakes(name: str, environment: Environment) -> Iterator[None]:
    """Make whatever goes wrong in a user's templates a fault; in ours, it is our own mistake."""
    try:
        yield
    except TriageError:
        raise
    except Exception as error:
        if not environment.sandboxed:
            raise
        where = _place(error, name)
        raise TemplateFault(
            Fault.worded("template.mistake", where, reason=_reason(error))
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"{type(error).__name__}: {error.name}"
    if isinstance(error, TemplateError) and error.message:
        return error.message
    return f"{type(error).__name__}: {error}"


def _place(error: Exception, name: str) -> Location:
    """Return where in a template an error arose: jinja2 has renamed some frames, but not all."""
    if isinstance(error, TemplateSyntaxError):
        return Location(error.filename or error.name or name, error.lineno)
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return Location(template.filename or name, template.get_corresponding_lineno(line))
        if "__jinja_exception__" in frame.f_globals:
            return Location(frame.f_code.co_filename, line)
    return Location(name)
