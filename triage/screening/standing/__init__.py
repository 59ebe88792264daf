"""Where a runner stands after a screening, and the words for it."""
