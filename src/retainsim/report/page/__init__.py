"""A page of a browser: one file that needs nothing else, from a title, an answer and sections."""
