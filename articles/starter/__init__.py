"""Content that a new site starts with, brought in by the import that editors use."""

from articles.starter.loading import load

__all__ = ["load"]
