"""The formats that results are written in."""

FORMATS = ("csv", "xlsx", "parquet")
"""The first is the default."""
