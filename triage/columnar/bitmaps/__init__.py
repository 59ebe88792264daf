"""The circuit over bitmaps of rows, 64 rows at a time."""
