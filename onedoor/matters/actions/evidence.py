"""佐证 — filing the photos and papers that come with a step."""

from onedoor.cases.models import Paper
from onedoor.cases.papers import add_paper


def file_papers(case, files, *, by, kind=Paper.Kind.EVIDENCE) -> int:
    """归入佐证 — file each upload; how many there were goes into the step's facts."""
    for file in files:
        add_paper(case, file, kind=kind, by=by)
    return len(files)
