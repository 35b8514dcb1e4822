"""Claims E: patterns of published evidence."""
