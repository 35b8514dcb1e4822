"""The version, which every result carries."""

VERSION = "0.3.0"
