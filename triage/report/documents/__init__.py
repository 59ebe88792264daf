"""One page for each command that prints a document about a pack or a result."""
