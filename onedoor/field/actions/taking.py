"""收件 — every item is stored as it came, then done, then answered; sent again, it is answered the same.

Stored first and in a transaction of its own: whatever becomes of it, what a worker sent is not lost. What is done with it, and that
it was done, are written together: it happens once.
"""

import json
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.field.kinds import KINDS
from onedoor.field.models import Phone, Photo, Upload
from onedoor.field.schemas import ItemIn
from onedoor.field.speaking import said_wrong
from onedoor.kit.problems import NotValid, Problem
from onedoor.kit.sealing import Place, open_sealed, seal

State = Upload.State


def take(phone: Phone, items: Iterable[ItemIn], *, by) -> list[Upload]:
    """收件 — in order; one that is refused keeps none behind it from being taken."""
    return [_take(phone, item, by) for item in items]


def _take(phone: Phone, item: ItemIn, by) -> Upload:
    upload = _stored(phone, item, by)
    if upload.state != State.TAKEN:
        return upload
    with transaction.atomic():
        # The same item on two lines at once: the second waits here and finds it answered.
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.state == State.TAKEN:
            _do(upload, item, by)
            upload.save()
    return upload


def _do(upload: Upload, item: ItemIn, by) -> None:
    try:
        with transaction.atomic():
            if upload.kind not in KINDS:
                raise NotValid(_("这个版本的手机端发来的内容，服务器还不认识，请更新后再试。"))
            upload.state = State.RECEIVED
            KINDS[upload.kind].do(upload, said_wrong(KINDS[upload.kind].schema, item.body), by)
    except Problem as problem:
        upload.state, upload.words = State.REFUSED, str(problem.message)[:300]
        upload.case = upload.about = None


@transaction.atomic
def _stored(phone: Phone, item: ItemIn, by) -> Upload:
    """As it came, or as it came the first time; the same mark with other words is somebody's mistake."""
    said = item.model_dump(mode="json", exclude={"photos"})
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    upload = Upload(post=by.post, phone=phone, ref=item.ref, instead_of=item.instead_of, kind=item.kind)
    upload.at_phone, upload.at = item.at, timezone.now()
    upload.body_sealed = seal(text, _place(upload))
    made = Upload.objects.bulk_create([upload], ignore_conflicts=True)[0]
    kept = Upload.objects.get(post=by.post, ref=item.ref)
    if kept.pk != made.pk:
        if kept.body_sealed and open_sealed(kept.body_sealed, _place(kept)) != text:
            raise NotValid(_("同一个编号发来了两种内容，请另存一份再发。"), ref=str(item.ref))
        return kept
    photos = [
        Photo(upload=kept, number=n, sha256=one.sha256, size=one.size, content_type=one.type)
        for n, one in enumerate(item.photos, start=1)
    ]
    Photo.objects.bulk_create(photos, ignore_conflicts=True)
    return kept


def _place(upload: Upload) -> Place:
    return Place(Upload._meta.db_table, "body_sealed", upload.pk)
