"""The properties that `triage pack prove` proves: one page for each."""
