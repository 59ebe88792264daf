"""Attacks and faults that must be stopped with a message, and never make a result look calm."""
