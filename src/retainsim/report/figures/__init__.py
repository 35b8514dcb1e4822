"""What is drawn: one figure a file, each a function from results to a picture that can be drawn in any layout."""
