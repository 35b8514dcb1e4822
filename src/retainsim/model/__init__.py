"""What is true: parameters, state, population, luck, the agenda of a week, the mechanisms."""
