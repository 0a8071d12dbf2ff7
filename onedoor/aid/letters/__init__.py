"""文书 — what is decided, in writing: once for Word, once as PDF, and both kept with the case as they were sent."""

from onedoor.aid.letters.filing import file
from onedoor.aid.letters.wording import withdrawn_for

__all__ = ["file", "withdrawn_for"]
