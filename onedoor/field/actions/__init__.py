"""终端的每一步 — a phone is given out and ended; what it sends is taken in once."""

from onedoor.field.actions.finishing import LeftOver, file_waiting, finish
from onedoor.field.actions.forgetting import forget
from onedoor.field.actions.phones import (
    Issued,
    drop_keys,
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
    "LeftOver",
    "drop_keys",
    "end",
    "end_gone",
    "file_waiting",
    "finish",
    "forget",
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
