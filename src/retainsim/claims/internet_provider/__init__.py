"""Claims I: an internet provider that led its market and lost its key accounts to a small rival."""
