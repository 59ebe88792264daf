"""A pack on disk: one page for each of its files, and how they become one value."""
