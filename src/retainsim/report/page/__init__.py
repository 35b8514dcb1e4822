"""Pages of a browser: of a comparison, and of one world; each is one file that needs nothing else."""
