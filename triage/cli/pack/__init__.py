"""One file per command of `triage pack`."""
