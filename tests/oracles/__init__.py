"""Whole worlds against published laws, with everything else switched off."""
