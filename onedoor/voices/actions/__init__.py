"""Every change of voices."""

from onedoor.voices.actions.forgetting import forget
from onedoor.voices.actions.writing import take_back, write

__all__ = ["forget", "take_back", "write"]
