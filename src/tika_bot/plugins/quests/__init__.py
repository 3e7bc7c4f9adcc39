"""Goals for members: drawn for each of them, counted by levels, paid once."""
