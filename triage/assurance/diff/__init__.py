"""`triage pack diff`: what an edit of a pack means, for whom and in which direction."""
