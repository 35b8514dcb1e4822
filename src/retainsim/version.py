"""The version, which every result carries."""

VERSION = "0.4.0"
