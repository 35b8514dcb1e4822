"""The interface for Python: scenarios whose methods are the commands, and results that a notebook shows."""
