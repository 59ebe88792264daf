"""Assessment to plain tree to text."""
