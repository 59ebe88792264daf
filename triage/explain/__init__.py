"""An assessment to reasons, as data."""
