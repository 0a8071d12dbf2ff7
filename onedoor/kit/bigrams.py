"""Words of Chinese text for searching: every pair of neighbouring characters, and whole runs of letters and digits.

PostgreSQL knows no Chinese words and a trigram index cannot find two-character ones, so we make the lexemes here.
"""

import re
from operator import add

RUNS = re.compile(r"[㐀-鿿𠀀-𲎯]+|[a-z0-9]+")


def bigrams(text: str) -> set[str]:
    """'电梯坏了 B12' → {电梯, 梯坏, 坏了, b12}; a single character stands for itself."""
    found = set()
    for run in RUNS.findall(text.lower()):
        if run.isascii() or len(run) == 1:
            found.add(run)
        else:
            found.update(map(add, run, run[1:]))
    return found


def vector(text: str) -> str:
    """The bigrams as PostgreSQL reads a tsvector (lexemes hold letters, digits and characters only: no quoting)."""
    return " ".join(sorted(bigrams(text)))


def query(text: str) -> str:
    """All bigrams of what was typed must be there."""
    return " & ".join(sorted(bigrams(text)))
