"""Figures are checked for what they say and for their bytes; whether they are handsome, eyes must tell."""
