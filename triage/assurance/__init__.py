"""Pack to findings about the pack."""
