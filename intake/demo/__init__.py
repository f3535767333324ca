"""Forty invented people who asked for a call, and what staff did about it."""

from intake.demo.loading import load, remove

__all__ = ["load", "remove"]
