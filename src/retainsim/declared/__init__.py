"""What there is, one line each: fields, columns, events, draws of luck, parameters; all else is derived from these."""
