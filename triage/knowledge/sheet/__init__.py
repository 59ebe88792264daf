"""An answer sheet on disk, and answers typed on a command line."""
