"""The page as a browser receives it."""
