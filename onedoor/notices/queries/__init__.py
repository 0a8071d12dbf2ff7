"""What was said, how it stands with what goes out, and the words in use."""

from onedoor.notices.queries.reading import unread

__all__ = ["unread"]
