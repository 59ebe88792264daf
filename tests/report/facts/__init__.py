"""The JSON report."""
