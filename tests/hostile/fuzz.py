"""Good files with mistakes put into them, for as long as a fuzz run lasts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from random import Random
from time import monotonic

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
"""How long each reader is fuzzed by `make test-all`."""

_ODD = (
    *(
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b'"',
        b"'",
        b"\r",
        b"\n",
        b"\t",
    ),
    *(b"{", b"}", b"[", b"]", b",", b";", b":", b"\\", b"\\ud800", b"sep=|\n", b"-", b"&a", b"*a"),
    *(b"1e999999999", b"NaN", b"9" * 5000, b"2026-99-99", b"!!x", b"%", b"=1+1", b"\xe2\x80\xae"),
)


def mutated(good: bytes, random: Random, odd: Sequence[bytes] = _ODD) -> bytes:
    """Return a good file with a few mistakes in it."""
    content = bytearray(good)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(content) + 1)
        match random.randrange(5):
            case 0:
                content[at:at] = random.choice(odd)
            case 1:
                del content[at : at + random.choice((1, 1, 4, 64))]
            case 2 if content:
                content[min(at, len(content) - 1)] = random.randrange(256)
            case 3:
                content[at:at] = content[random.randrange(len(content) + 1) :][:64]
            case _:
                content[at:at] = random.choice(odd) * random.choice((1, 2, 50))
    return bytes(content)


def mutations(good: Sequence[bytes], seconds: float = SECONDS) -> Iterator[bytes]:
    """Yield files with mistakes for some time, always the same ones in the same order."""
    random, end = Random(11), monotonic() + seconds
    while monotonic() < end:
        yield mutated(random.choice(good), random)
