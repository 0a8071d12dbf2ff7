"""Reads of voices."""

from onedoor.voices.queries.summary import Summary, own, summary_of, week_of

__all__ = ["Summary", "own", "summary_of", "week_of"]
