"""How a step of a program joins two registers of bits."""

from __future__ import annotations

AND, OR, XOR = range(3)
"""How a step joins two registers."""
