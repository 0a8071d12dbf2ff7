"""清除 — what phones sent is kept as it came for a month; what it became lies where it belongs."""

from django.utils import timezone

from onedoor.field.actions.finishing import file_waiting
from onedoor.field.limits import KEPT
from onedoor.field.models import Photo, Piece, Upload


def forget(*, by) -> int:
    """清除终端上报原文 — words of what was answered, pieces, photos that never came: thirty days after they were sent. How many."""
    file_waiting(by=by, again=True)
    before = timezone.now() - KEPT
    old = Upload.objects.filter(at__lt=before).exclude(state=Upload.State.TAKEN)
    answered = old.exclude(body_sealed=b"").update(body_sealed=b"")
    gone = Piece.objects.filter(at__lt=before).delete()[0]
    return answered + gone + Photo.objects.filter(upload__in=old, arrived_at=None).delete()[0]
