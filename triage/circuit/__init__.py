"""A pack as one circuit of wires: what it knows, without a dataframe."""
