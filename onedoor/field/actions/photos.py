"""照片 — sent in pieces after its item, from wherever the line broke; filed when it is whole and its hash is right."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.papers import Sound
from onedoor.field.kinds import KINDS
from onedoor.field.limits import MOST_PIECE
from onedoor.field.models import Photo, Piece
from onedoor.field.queries.photos import awaited, have
from onedoor.kit.problems import NotFound, NotNow, NotValid, Problem
from onedoor.posts.models import Post


@transaction.atomic
def put_piece(sha256: str, offset: int, content: bytes, *, by) -> tuple[int, bool]:
    """传一段 — (bytes we have, whether it is whole). A piece that we have is not wrong, and not stored twice."""
    Post.objects.select_for_update().get(pk=by.post.pk)
    waiting = awaited(sha256, by)
    if not waiting:
        if Photo.objects.filter(sha256=sha256, upload__post=by.post, arrived_at__isnull=False).exists():
            return 0, True
        raise NotFound(_("没有等着收的这张照片。"))
    size, so_far = waiting[0].size, have(sha256, by)
    if offset > so_far:
        raise NotNow(_("前面还有没收到的部分，请从断开的地方接着传。"), have=so_far)
    if not content or len(content) > MOST_PIECE or offset + len(content) > size:
        raise NotValid(_("这一段的大小不对，请重新传。"))
    if offset == so_far:
        Piece(post=by.post, sha256=sha256, offset=offset, content=content, at=timezone.now()).save()
        so_far += len(content)
    if so_far < size:
        return so_far, False
    return size, _whole(sha256, waiting, by)


def _whole(sha256: str, waiting: list[Photo], by) -> bool:
    pieces = Piece.objects.filter(post=by.post, sha256=sha256)
    content = b"".join(bytes(piece.content) for piece in pieces.order_by("offset"))
    pieces.delete()
    if hashlib.sha256(content).hexdigest() != sha256:
        # Thrown away whatever came: the phone begins anew. Not a refusal, or the rows would stay.
        return False
    for photo in waiting:
        _file(photo, content, by)
    return True


def _file(photo: Photo, content: bytes, by) -> None:
    """With what its item became. What cannot be kept is said; the item itself stays valid."""
    photo.arrived_at = timezone.now()
    upload = photo.upload
    keep = KINDS[upload.kind].keep
    is_sound = photo.content_type.startswith("audio/")
    name = (_("手机录音%(n)d") if is_sound else _("手机照片%(n)d")) % {"n": photo.number}
    file = Sound(content, name=name) if is_sound else ContentFile(content, name=name)
    try:
        if keep is None:
            raise NotValid(_("这类内容不收照片。"))
        with transaction.atomic():
            keep(upload, file, by)
        photo.filed_at = photo.arrived_at
    except Problem as problem:
        photo.words = str(problem.message)[:300]
    photo.save()
