"""What to ask next, and why it still matters."""
