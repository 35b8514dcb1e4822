"""The firm to be played: a Mesa model, and a page in the browser. A guest: no other room but `cli/play.py` knows it."""
