"""Hostile inputs: each is read or refused, and none does harm."""
