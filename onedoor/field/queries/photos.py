"""Which photos are waited for, and how much of each has come."""

from django.db.models import Sum
from django.db.models.functions import Length

from onedoor.field.models import Photo, Piece, Upload


def awaited(sha256: str, by) -> list[Photo]:
    """Which items of this post wait for it. What nobody announced is not taken."""
    found = Photo.objects.filter(
        sha256=sha256, upload__post=by.post, arrived_at=None, upload__state=Upload.State.RECEIVED
    )
    return list(found.select_related("upload__case").order_by("pk"))


def have(sha256: str, by) -> int:
    """How many bytes of it have come."""
    sent = Piece.objects.filter(post=by.post, sha256=sha256).aggregate(n=Sum(Length("content")))
    return sent["n"] or 0
