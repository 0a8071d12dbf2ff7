"""Marking what was said as read: by one person, for themselves alone."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.notices.models import Notice, Reading, ReadMark
from onedoor.notices.queries.reading import messages_to, unread_of

# A notice gets its moment before its transaction ends: what is younger is marked one by one, so that none is passed over unseen.
SETTLED = timedelta(minutes=10)


def mark_one_read(key: UUID, *, by) -> Notice:
    """标为已读 — one message, for the reader alone."""
    notice = messages_to(by).filter(pk=key).first()
    if notice is None:
        raise NotFound(_("没有这条通知。"))
    Reading.objects.get_or_create(staff=by.staff, notice=notice, defaults={"at": timezone.now()})
    return notice


@transaction.atomic
def mark_read(*, by, until=None) -> int:
    """全部标为已读 — what was said up to the moment the reader's page was made; how many there were."""
    now = timezone.now()
    until = min(until or now, now)
    found = list(unread_of(by).filter(at__lte=until).values_list("pk", flat=True))
    Reading.objects.bulk_create(
        (Reading(notice_id=pk, staff=by.staff, at=now) for pk in found), ignore_conflicts=True
    )
    settled = min(until, now - SETTLED)
    for box in (
        {"org": by.post.org, "post": None},
        {"org": None, "post": by.post},
        {"org": None, "post": None},
    ):
        mark, is_new = ReadMark.objects.get_or_create(staff=by.staff, **box, defaults={"until": settled})
        if not is_new and mark.until < settled:
            ReadMark.objects.filter(pk=mark.pk, until__lt=settled).update(until=settled)
    return len(found)
