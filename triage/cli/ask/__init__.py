"""`triage ask`: the interview in the terminal."""
