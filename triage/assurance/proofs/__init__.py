"""`triage pack prove`: properties proved over every possible answer sheet."""
