"""Inputs made to do harm: each is refused, or does none."""
