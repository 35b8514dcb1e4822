"""What is drawn: one figure a file, each a function from plain arrays to a matplotlib Figure."""
