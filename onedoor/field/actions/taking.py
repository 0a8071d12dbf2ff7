"""收件 — every item is stored as it came, then done, then answered; sent again, it is answered the same.

Stored first and in a transaction of its own: whatever becomes of it, what a worker sent is not lost. What is done with it, and that
it was done, are written together: it happens once.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.field.kinds import KINDS, Kind
from onedoor.field.limits import MOST_ANNOUNCED
from onedoor.field.models import Phone, Photo, Upload
from onedoor.field.queries.photos import announced_by
from onedoor.field.queries.stored import place_of, text_of
from onedoor.field.schemas import ItemIn
from onedoor.field.speaking import FAULTS, in_words, said_wrong
from onedoor.kit.problems import NotValid
from onedoor.kit.sealing import seal

State = Upload.State
# A phone's clock is a claim; beyond these years no calendar here reaches.
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def take(phone: Phone, items: Iterable[ItemIn], *, by) -> list[Upload]:
    """收件 — in order; one that is refused keeps none behind it from being taken."""
    return [_take(phone, item, by) for item in items]


def _take(phone: Phone, item: ItemIn, by) -> Upload:
    upload = _stored(phone, item, by)
    return upload if upload.state != State.TAKEN else do_once(upload, item, by=by)


@transaction.atomic
def do_once(upload: Upload, item: ItemIn, *, by) -> Upload:
    """办一次 — the same item on two lines at once: the second waits here and finds it answered."""
    upload = Upload.objects.select_for_update(no_key=True).get(pk=upload.pk)
    if upload.state == State.TAKEN:
        _answer(upload, item, by)
        if upload.kind in KINDS and KINDS[upload.kind].is_fleeting:
            upload.body_sealed = b""
        upload.save()
    return upload


def _answer(upload: Upload, item: ItemIn, by) -> None:
    first = _put_right_already(upload)
    if first is not None:
        _answer_like(upload, first)
        return
    try:
        with transaction.atomic():
            upload.state = State.RECEIVED
            _do(upload, item, by)
    except FAULTS as fault:
        upload.state, upload.words = State.REFUSED, in_words(fault, upload)
        upload.case = upload.about = None


def _do(upload: Upload, item: ItemIn, by) -> None:
    kind = KINDS.get(upload.kind)
    if kind is None:
        raise NotValid(_("这个版本的手机端发来的内容，服务器还不认识，请更新后再试。"))
    _insist_on_room(upload, kind, by)
    kind.do(upload, said_wrong(kind.schema, item.body), by)


def _insist_on_room(upload: Upload, kind: Kind, by) -> None:
    announced = sum(photo.size for photo in upload.photos.all())
    if announced and not kind.has_photos:
        raise NotValid(_("这类内容不收照片。"))
    if announced and announced_by(by) + announced > MOST_ANNOUNCED:
        raise NotValid(_("还有太多照片没有传完。请先连上网络把照片传完，再报这一件。"))


def _put_right_already(upload: Upload) -> Upload | None:
    """One item is put right once: pressed twice, the second time finds what the first became."""
    if upload.instead_of is None:
        return None
    ones = Upload.objects.filter(post=upload.post_id)
    # Both lock what they put right: the later one waits for the earlier one's answer.
    ones.select_for_update(no_key=True).filter(ref=upload.instead_of).first()
    live = ones.filter(instead_of=upload.instead_of, state__in=(State.RECEIVED, State.CONFLICT))
    return live.exclude(pk=upload.pk).order_by("at", "pk").first()


def _answer_like(upload: Upload, first: Upload) -> None:
    upload.state, upload.words = first.state, first.words
    upload.case, upload.about = first.case, first.about
    upload.photos.filter(sha256__in=first.photos.values("sha256")).delete()


@transaction.atomic
def _stored(phone: Phone, item: ItemIn, by) -> Upload:
    """As it came, or as it came the first time; the same mark with other words is somebody's mistake."""
    said = item.model_dump(mode="json", exclude={"photos"})
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    upload = Upload(post=by.post, phone=phone, ref=item.ref, instead_of=item.instead_of, kind=item.kind)
    upload.at_phone, upload.at = min(max(item.at, FIRST), LAST), timezone.now()
    upload.body_sealed = seal(text, place_of(upload))
    made = Upload.objects.bulk_create([upload], ignore_conflicts=True)[0]
    kept = Upload.objects.get(post=by.post, ref=item.ref)
    if kept.pk != made.pk:
        if kept.body_sealed and text_of(kept) != text:
            raise NotValid(_("同一个编号发来了两种内容，请另存一份再发。"), ref=str(item.ref))
        return kept
    photos = [
        Photo(upload=kept, number=n, sha256=one.sha256, size=one.size, content_type=one.type)
        for n, one in enumerate(item.photos, start=1)
    ]
    Photo.objects.bulk_create(photos, ignore_conflicts=True)
    return kept
