"""Agent-based simulation of client retention: strategies compared under the same luck."""

__version__ = "0.1.0"
