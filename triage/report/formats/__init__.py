"""A tree of plain values to text, terminal, page or calendar."""
