"""What Python users hold: scenarios whose methods are the commands, and results that a notebook shows."""
