"""Results folders: written, taken for such, and read again."""
