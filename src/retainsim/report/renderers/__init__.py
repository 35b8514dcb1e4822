"""What prints blocks: on a terminal, as Markdown, and as a page of a browser that needs nothing else."""
