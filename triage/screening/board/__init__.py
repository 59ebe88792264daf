"""What a coach sees: the board of one screening, and trends over many."""
