"""Statistics against textbooks; comparisons against single worlds."""
