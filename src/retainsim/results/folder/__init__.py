"""The results folder on the disk: what is in it, how it is written, and read again."""
