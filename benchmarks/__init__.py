"""Measurements: how to read them stands in README.md."""
