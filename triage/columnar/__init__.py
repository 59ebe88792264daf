"""Pack -> dataframe expressions, to assess a squad or a nation at once.

Needs the extra ``screen``. Nothing here is imported by a command that does not need it.
"""
