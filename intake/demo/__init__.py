"""Invented people who asked for a call in the last two months, and what staff did about it."""

from intake.demo.loading import load, remove

__all__ = ["load", "remove"]
