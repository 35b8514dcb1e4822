"""Loops only: over tiles and lanes, weeks, strategies and replications; threads live here."""
