"""The science: one mechanism, one file; numbers in, numbers out; no arrays, no loops, no luck, no clock."""
