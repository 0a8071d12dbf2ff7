"""补办 — what was stored and then not done, because the house fell over in between: its phone may never ask again."""

import logging

from django.utils import timezone

from onedoor.field.actions.photos import file_whole
from onedoor.field.actions.taking import do_once
from onedoor.field.limits import LEFT_OVER
from onedoor.field.models import Upload
from onedoor.field.queries.photos import whole_and_unfiled
from onedoor.field.queries.stored import said_in
from onedoor.posts.actor import Actor

log = logging.getLogger(__name__)
# What it takes to be the hand that sent it.
HAND = ("phone__staff", "post__type", "post__org__region", "post__region")


class LeftOver(Exception):
    """Some of it still cannot be done: the errand fails, so that people see it."""


def finish(*, by) -> int:
    """补办终端上报 — in the order in which it came, by the hand that sent it; one that still fails keeps none behind it."""
    before = timezone.now() - LEFT_OVER
    left = Upload.objects.filter(state=Upload.State.TAKEN, at__lt=before).order_by("at", "pk")
    failed = [upload for upload in left.select_related(*HAND) if not _finished(upload)]
    filed = file_waiting(by=by)
    if failed:
        raise LeftOver(f"{len(failed)} stored and not done, the first since {failed[0].at:%Y-%m-%d %H:%M}")
    return filed


def file_waiting(*, by, again: bool = False) -> int:
    """归卷传到的照片 — those of which every byte is here; `again`: also those that could not be kept before."""
    found = whole_and_unfiled() if again else whole_and_unfiled().filter(arrived_at=None)
    rows = found.select_related(*[f"upload__{name}" for name in HAND])
    hands = {(photo.upload.post_id, photo.sha256): _hand(photo.upload) for photo in rows}
    for (_post, sha256), hand in hands.items():
        file_whole(sha256, by=hand, again=again)
    return len(hands)


def _hand(upload: Upload) -> Actor:
    return Actor(upload.phone.staff, upload.post)


def _finished(upload: Upload) -> bool:
    try:
        do_once(upload, said_in(upload), by=_hand(upload))
    except Exception:
        log.exception("%s %s is stored and cannot be done", upload.kind, upload.ref)
        return False
    return True
