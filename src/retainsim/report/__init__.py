"""What is shown: reports of blocks for a terminal, Markdown and a page, and the figures on it."""
