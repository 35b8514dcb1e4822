"""The slow naive twin: the specification `docs/model.md` once more, SIMPLE, in plain Python."""
