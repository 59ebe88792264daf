"""A pack as propositional logic: every possible answer sheet at once, put to a solver."""
