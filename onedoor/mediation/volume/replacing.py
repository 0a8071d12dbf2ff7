"""替换 — which sheet a scan takes the place of: its own, and no other."""

from onedoor.mediation.models import File
from onedoor.mediation.papers.parts import Words


def is_replaced(paper: Words, papers: list[Words], files: list[File]) -> bool:
    """By a file that names the same. What names nothing stands for the paper of its kind where there is one alone; where there
    are several, nobody knows for which, and nothing is left out."""
    is_alone = len(papers) == 1
    return any(_fits(paper.of, file.of, is_alone) for file in files)


def _fits(wanted: tuple | None, named: tuple | None, is_alone: bool) -> bool:
    if wanted is not None and named is not None:
        return wanted == named
    return is_alone
