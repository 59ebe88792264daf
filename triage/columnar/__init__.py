"""Pack -> dataframe expressions: a squad or a nation assessed at once. The only door to dataframes.

Needs the extra ``screen``. Nothing here is imported by a command that does without it.
"""
