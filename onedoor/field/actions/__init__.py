"""终端的每一步 — a phone is given out and ended; what it sends is taken in once."""

from onedoor.field.actions.phones import (
    Issued,
    end,
    end_gone,
    issue,
    leave,
    lose,
    note_drafts,
    seen,
    set_line,
    share_again,
)
from onedoor.field.actions.photos import put_piece
from onedoor.field.actions.taking import take

__all__ = [
    "Issued",
    "end",
    "end_gone",
    "issue",
    "leave",
    "lose",
    "note_drafts",
    "put_piece",
    "seen",
    "set_line",
    "share_again",
    "take",
]
