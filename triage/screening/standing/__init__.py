"""The state of a runner after a screening, and the words for it."""
