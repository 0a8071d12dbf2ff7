"""Every change of voices."""

from onedoor.voices.actions.exporting import export
from onedoor.voices.actions.forgetting import forget
from onedoor.voices.actions.writing import take_back, write

__all__ = ["export", "forget", "take_back", "write"]
