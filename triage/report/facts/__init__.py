"""A report as facts: every word once, and everything else by its key. The JSON report."""
