"""Thin shell: the command line."""
