"""What prints blocks."""
