"""The circuit as dataframe expressions, for any engine that narwhals knows."""
