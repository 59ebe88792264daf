"""`triage pack check`: remarks on a pack that loads."""
