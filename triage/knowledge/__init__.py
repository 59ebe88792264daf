"""Text to a pack or a sheet we trust."""
