"""The loops over the rows give the same results, compiled or not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import fewer
from triage.columnar.bitmaps import plain as loops

compiled = pytest.importorskip("triage.columnar.bitmaps.compiled")


@st.composite
def bitmaps(draw: st.DrawFn, rows: int) -> np.ndarray:
    """Draw registers of bits, sparse or dense, with none set beyond the last row."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    count, share = draw(st.integers(0, 12)), draw(st.sampled_from([0.0, 0.02, 0.5, 1.0]))
    flags = chance.random((count, -(-rows // 64) * 64)) < share
    flags[:, rows:] = False
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


@given(data=st.data(), rows=st.integers(1, 9000))
@fewer
def test_compiled_lists_are_the_same_as_plain_ones(data: st.DataObject, rows: int) -> None:
    """Whatever members rows have, over several chunks, each list is that of the plain loop."""
    bits = data.draw(bitmaps(rows))
    numbers = np.array([7 * n % 11 for n in range(len(bits))], np.uint8)
    for ours, theirs in zip(
        compiled.place(bits, numbers, rows), loops.place(bits, numbers, rows), strict=True
    ):
        assert ours.tolist() == theirs.tolist()


@given(data=st.data(), rows=st.integers(1, 9000))
@fewer
def test_compiled_steps_are_the_same_as_plain_ones(data: st.DataObject, rows: int) -> None:
    """Whatever the steps, over several chunks, each register is that of the plain loop."""
    bits = np.concatenate([data.draw(bitmaps(rows)), np.zeros((2, -(-rows // 64)), np.uint64)])
    register = st.integers(0, len(bits) - 1)
    step = st.tuples(st.integers(0, 2), register, register, register)
    steps = np.array(data.draw(st.lists(step)), np.int32).reshape(-1, 4)
    ours, theirs = bits.copy(), bits.copy()
    compiled.join(ours, steps)
    loops.join(theirs, steps)
    assert (ours == theirs).all()
