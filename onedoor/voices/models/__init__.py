"""社情民意 — notes of what people talk about."""

from onedoor.voices.models.voice import Voice

__all__ = ["Voice"]
