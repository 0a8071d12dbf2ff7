"""Whole numbers out of raw texts: from a page's own fields, but whoever likes may send something else."""

MOST_DIGITS = 9


def whole_number(text: str) -> int | None:
    """The number that these digits say; none when they are no digits, or more of them than anything here counts."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
