"""In which share of a space a statement about two strategies holds, and what decides it."""
