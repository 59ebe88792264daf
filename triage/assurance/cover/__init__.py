"""`triage pack cover`: what the vignettes of a pack put to the test."""
