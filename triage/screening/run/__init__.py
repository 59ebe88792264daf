"""One screening from start to end: read, judge, write."""
