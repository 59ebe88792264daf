"""Explainable, rule-based triage of runners' back pain."""

__version__ = "0.1.0"
