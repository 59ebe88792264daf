"""`triage pack test`: vignettes tried on the engine."""
