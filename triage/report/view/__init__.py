"""An assessment to a tree of plain values: one page for each section of the report."""
