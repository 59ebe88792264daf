"""The nouns: frozen values that know nothing of files, engines or reports."""
