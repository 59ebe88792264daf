"""Prints how the code of a package is divided up: files, lines, cycles, the longest function.

    python docs/structure.py            # triage/, here
    python docs/structure.py FOLDER     # the package in any other folder

docs/architecture.md shows the same figures; `make docs` refreshes them there.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import grimp

PACKAGE = Path(__file__).parents[1] / "triage"
LONG = 300
"""A file with more lines than this is probably two files."""


class Function(NamedTuple):
    """A function and how long it is, with its decorators and docstring."""

    lines: int
    name: str


def structure(package: Path) -> dict[str, str]:
    """Return the figures of a package, by what they say."""
    files = {path: _lines(path) for path in sorted(package.rglob("*.py"))}
    total = sum(files.values())
    largest = max(files, key=lambda path: files[path])
    long = [lines for lines in files.values() if lines > LONG]
    longest = max(function for path in files for function in _functions(path, package))
    return {
        "files": str(len(files)),
        "lines": f"{total:,}",
        "median file, lines": f"{median(files.values()):g}",
        "largest file": f"{_short(largest, package)}, {files[largest]} lines",
        f"files over {LONG} lines": str(len(long)),
        "share of the code in those files": f"{100 * sum(long) / total:.0f}%",
        "imports to remove to leave no cycle": _cycles(package),
        "longest function": f"{longest.name}, {longest.lines} lines",
    }


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _short(path: Path, package: Path) -> str:
    return path.relative_to(package).as_posix()


def _functions(path: Path, package: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            last = node.end_lineno or node.lineno
            yield Function(last - first + 1, f"{_short(path, package)}: {node.name}")


def _cycles(package: Path) -> str:
    """Return how many imports must go until siblings at no level import each other in a circle.

    Siblings are the modules and packages directly inside one package; an import between two
    modules counts for every level at which the two are in different siblings. Imports for type
    checkers alone count too: whoever reads one module has to know the other.
    """
    sys.path.insert(0, str(package.resolve().parent))
    try:
        graph = grimp.build_graph(package.name, cache_dir=None)
    finally:
        del sys.path[0]
    parents = sorted(module for module in graph.modules if graph.find_children(module))
    cut = {parent: len(graph.nominate_cycle_breakers(parent)) for parent in parents}
    places = [f"{parent} {count}" for parent, count in cut.items() if count]
    return f"{sum(cut.values())}" + (f" ({', '.join(places)})" if places else "")


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    if not (where / "__init__.py").is_file():
        sys.exit(f"{where}: there is no package here; name the folder that holds __init__.py")
    for what, figure in structure(where).items():
        print(f"{what}: {figure}")
