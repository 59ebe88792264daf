"""Which exercises, in which order and dose, and why."""
