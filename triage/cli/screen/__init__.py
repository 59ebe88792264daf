"""`triage screen`: a squad's roster in, a board and its results out."""
