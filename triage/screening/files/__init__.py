"""Roster files to tables of cells, one reader for each kind of file."""
