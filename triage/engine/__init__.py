"""Pack x answers to an assessment, through experta."""
