"""Packs and engines, built once; Hypothesis the same on every machine of the CI.

`HYPOTHESIS_PROFILE=thorough pytest tests/engine` tries a hundred times as many runners and packs.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

os.environ["OPENPYXL_LXML"] = "False"  # as files.workbook does, but before tests import openpyxl

import pytest
from hypothesis import HealthCheck, settings

from triage.engine.assess import Engine
from triage.model.pack import Pack
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

HERE = Path(__file__).parent
OTTAWA = HERE / "packs" / "ottawa_ankle"
PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

settings.register_profile(
    "here",
    deadline=None,  # a slow machine is not a fault of the software
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],  # packs are large
    max_examples=40,
)
settings.register_profile(
    "ci", parent=settings.get_profile("here"), derandomize=True, max_examples=25
)
settings.register_profile("quick", parent=settings.get_profile("ci"), max_examples=10)
settings.register_profile("smoke", parent=settings.get_profile("ci"), max_examples=2)
settings.register_profile("thorough", parent=settings.get_profile("here"), max_examples=5000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "here")
)


FOLDERS = {"ottawa_ankle": OTTAWA, "runner_back_pain": default_pack_folder()}


@pytest.fixture(scope="session")
def ottawa() -> Pack:
    """The Ottawa ankle rules: a pack that has nothing to do with backs."""
    return load_pack(OTTAWA)


@pytest.fixture(scope="session")
def ottawa_engine(ottawa: Pack) -> Engine:
    """The engine of the Ottawa ankle rules."""
    return Engine(ottawa)


@pytest.fixture(scope="session")
def back_pain() -> Pack:
    """The pack the software ships with."""
    return load_pack(default_pack_folder())


@pytest.fixture(scope="session")
def back_pain_engine(back_pain: Pack) -> Engine:
    """The engine of the pack the software ships with."""
    return Engine(back_pain)


@pytest.fixture(scope="session", params=FOLDERS)
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine of each pack that people wrote; `engine.pack` is the pack."""
    return Engine(load_pack(FOLDERS[request.param]))


@pytest.fixture(scope="session")
def pango() -> None:
    """What WeasyPrint needs of the system to write a PDF."""
    try:
        import weasyprint  # noqa: F401  # it opens those libraries when it is imported
    except OSError:
        pytest.skip(f"there is no Pango here: apt-get install {PANGO}")


# -- the last line of a run: what was not tried, and what to install or run for it -----------------

LEFT_OUT = pytest.StashKey[int]()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count slow tests that were not asked for."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.config.stash[LEFT_OUT] = item.config.stash.get(LEFT_OUT, 0) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear from a process of pytest-xdist how many it left out: each of them leaves out all."""
    left_out = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[LEFT_OUT] = max(left_out, node.config.stash.get(LEFT_OUT, 0))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, Any, Any]:
    """After everything pytest has to say, say what was not tried."""
    config, left_out = session.config, session.config.stash.get(LEFT_OUT, 0)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = left_out
    outcome = yield
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not config.option.collectonly:
        skipped = {report.nodeid: _reason(report) for report in terminal.stats.get("skipped", ())}
        terminal.write_line(last_line(skipped, config.stash.get(LEFT_OUT, 0)))
    return outcome


def _reason(report: Any) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    missing = re.search(r"No module named '([^']+)'", said)
    if missing and "pip install" not in said:
        return f"{missing[1]} is not installed: pip install 'runner-triage[test]'"
    return str(said.removeprefix("Skipped: "))


def last_line(skipped: dict[str, str], left_out: int) -> str:
    """Return what was skipped, a test or a whole file each, and what was left out."""
    reasons = [f"{reason} ({count})" for reason, count in Counter(skipped.values()).items()]
    said = f"Skipped: {'; '.join(reasons) or 'nothing'}."
    return said + (f" Left out: {left_out} slow, which make test-all runs." if left_out else "")
