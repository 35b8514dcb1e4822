"""Figures: functions from results to pictures that can be drawn in any layout."""
