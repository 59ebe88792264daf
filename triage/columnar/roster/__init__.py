"""A roster as columns: what each cell means to the rules, and which cells have faults."""
