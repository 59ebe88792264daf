"""A table of cells to runners and their answers, or what is wrong with them."""
