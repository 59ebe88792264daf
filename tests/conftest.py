"""Packs and engines, built once; Hypothesis the same on every machine of the CI.

`HYPOTHESIS_PROFILE=thorough pytest tests/engine` tries a hundred times as many runners and packs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from triage.engine.assess import Engine
from triage.model.pack import Pack
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

HERE = Path(__file__).parent
OTTAWA = HERE / "packs" / "ottawa_ankle"

settings.register_profile(
    "here",
    deadline=None,  # a slow machine is no fault of the software
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],  # packs are large
    max_examples=40,
)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.register_profile("quick", parent=settings.get_profile("ci"), max_examples=10)
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
