"""回执 — the code as a picture that a telephone reads, and the first promise in words."""

import segno

from onedoor.cases.queries import ClockFace, clocks_of
from onedoor.matters.models import Matter
from onedoor.portal.progress import owed


def qr(address: str) -> str:
    """A data: address of the picture, for an <img>."""
    return segno.make(address, error="m", micro=False).svg_data_uri(
        scale=4, border=2, dark="#000000", light="#ffffff"
    )


def first_promise(matter: Matter) -> tuple[ClockFace, str] | None:
    """By when the resident hears whether it is accepted: the clock, and a sentence."""
    return next(iter(owed(clocks_of(matter.case))), None)
