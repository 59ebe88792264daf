"""Hostile inputs: each is refused, or read safely, with a message."""
