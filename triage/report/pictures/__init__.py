"""Drawings: the body map and the figures of the exercises."""
