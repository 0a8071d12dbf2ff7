"""照片 — sent in pieces after its item, from wherever the line broke; filed when it is whole and its hash is right.

The pieces stay until the photo lies where it belongs. What could not be kept stays for a month, and is tried again every night.
"""

import base64
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.papers import Sound
from onedoor.field.kinds import KINDS
from onedoor.field.limits import LEAST_PIECE, MOST_LYING, MOST_PIECE
from onedoor.field.models import Photo, Piece
from onedoor.field.queries.photos import awaited, have, held, lying, no_longer_awaited, unfiled
from onedoor.field.rush import ANSWERING, FILING
from onedoor.field.speaking import FAULTS, in_words
from onedoor.kit.problems import NotFound, NotNow, NotValid, TooMany
from onedoor.kit.sealing import Place, open_sealed, seal


def put_piece(sha256: str, offset: int, content: bytes, *, by) -> tuple[int, bool]:
    """传一段 — (bytes we have, whether it is whole). A piece that we have is not wrong, and not stored twice."""
    size, so_far = _kept(sha256, offset, content, by)
    if so_far < size:
        return so_far, False
    # Looking at a photo takes a tenth of a second of a processor. When a town's phones come back at once they lie whole,
    # and are filed within ten minutes.
    if not ANSWERING.are_few() or not FILING.acquire(blocking=False):
        return size, bool(_whole(sha256, by)) or not awaited(sha256, by)
    try:
        return size, file_whole(sha256, by=by)
    finally:
        FILING.release()


@transaction.atomic
def _kept(sha256: str, offset: int, content: bytes, by) -> tuple[int, int]:
    """(size, bytes we have now). Of one that arrived on another line there is nothing left to keep."""
    waiting = held(sha256, by)
    if not waiting:
        if Photo.objects.filter(sha256=sha256, upload__post=by.post, arrived_at__isnull=False).exists():
            return 0, 0
        raise NotFound(_("没有等着收的这张照片。"))
    size, so_far = waiting[0].size, have(sha256, by)
    if offset > so_far:
        raise NotNow(_("前面还有没收到的部分，请从断开的地方接着传。"), have=so_far)
    end = offset + len(content)
    if end > size or len(content) > MOST_PIECE or len(content) < min(LEAST_PIECE, size - offset):
        raise NotValid(_("这一段的大小不对，请重新传。"))
    if offset < so_far:
        return size, so_far
    _make_room(len(content), by)
    piece = Piece(post=by.post, sha256=sha256, offset=offset, size=len(content), at=timezone.now())
    piece.content_sealed = seal(base64.b64encode(content).decode(), _place(piece))
    piece.save(force_insert=True)
    return size, end


def _make_room(size: int, by) -> None:
    """What nobody waits for any more goes first; what somebody waits for is never pushed out."""
    if lying(by) + size > MOST_LYING:
        no_longer_awaited(by).delete()
        if lying(by) + size > MOST_LYING:
            raise TooMany(_("还有太多没传完的照片，请稍后再传。"))


def file_whole(sha256: str, *, by, again: bool = False) -> bool:
    """归卷 — each in a transaction of its own: while one waits for its case, none holds another's. Whether it is here.

    `again`: also those that could not be kept before.
    """
    content = _whole(sha256, by)
    if not content:
        return not awaited(sha256, by)
    # One file for all: what it shows is looked at once.
    picture, sound = ContentFile(content), Sound(content)
    for photo in unfiled(sha256, by):
        _file(photo, sound if photo.is_sound else picture, by, again)
    if not unfiled(sha256, by).exists():
        _pieces(sha256, by).delete()
    return True


def _whole(sha256: str, by) -> bytes:
    """What has come of it; nothing when nothing lies here any more, or when it was not what was announced."""
    content = b"".join(_opened(piece) for piece in _pieces(sha256, by).order_by("offset"))
    if content and hashlib.sha256(content).hexdigest() != sha256:
        # Thrown away whatever came: the phone begins anew. Not a refusal, or the rows would stay.
        _pieces(sha256, by).delete()
        return b""
    return content


def _pieces(sha256: str, by):
    return Piece.objects.filter(post=by.post, sha256=sha256)


@transaction.atomic
def _file(photo: Photo, file: ContentFile, by, again: bool) -> None:
    """With what its item became. What cannot be kept is said; the item itself stays valid."""
    photo = Photo.objects.select_for_update(of=["self"]).select_related("upload__case").get(pk=photo.pk)
    if photo.filed_at or (photo.arrived_at and not again):
        return
    now = timezone.now()
    photo.arrived_at = photo.arrived_at or now
    file.name = (_("手机录音%(n)d") if photo.is_sound else _("手机照片%(n)d")) % {"n": photo.number}
    try:
        with transaction.atomic():
            KINDS[photo.upload.kind].keep(photo.upload, file, by)
        photo.filed_at, photo.words = now, ""
    except FAULTS as fault:
        photo.words = in_words(fault, photo.upload)
    photo.save()


def _opened(piece: Piece) -> bytes:
    return base64.b64decode(open_sealed(bytes(piece.content_sealed), _place(piece)))


def _place(piece: Piece) -> Place:
    return Place(Piece._meta.db_table, "content_sealed", piece.pk)
