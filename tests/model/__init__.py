"""Tests of the science: numbers, luck, mechanisms."""
