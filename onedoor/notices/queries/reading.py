"""What was said to a reader, and what of it they have not read: asked of one person in one post."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.prepared import sent
from onedoor.kit.problems import NotValid
from onedoor.notices.limits import MOST_COUNTED, UNREAD_FOR
from onedoor.notices.models import Notice, Reading, ReadMark
from onedoor.notices.veil import veiled

SIZE = 25
# Each box by its own index, from the reader's own mark on and only as far as anybody counts.
_BOX = """(
    SELECT 1 FROM notices_notice n WHERE n.{column} = %s AND n.at > GREATEST(%s, (
        SELECT until FROM notices_readmark
        WHERE staff_id = %s AND org_id IS NOT DISTINCT FROM %s AND post_id IS NOT DISTINCT FROM %s AND until > %s
    )) AND NOT EXISTS (SELECT 1 FROM notices_reading r WHERE r.staff_id = %s AND r.notice_id = n.id)
    ORDER BY n.at DESC LIMIT {most}
)"""
_BOXES = [_BOX.format(column=column, most=MOST_COUNTED + 1) for column in ("org_id", "post_id", "staff_id")]
COUNT = f"SELECT count(*) FROM ({' UNION ALL '.join(_BOXES)}) unread"


@dataclass(frozen=True)
class Line:
    """One notice as this reader has it."""

    notice: Notice
    is_unread: bool


@dataclass(frozen=True)
class Page:
    """`after` is where the next page begins; empty on the last one."""

    rows: list[Line]
    after: str


def messages_to(actor) -> QuerySet[Notice]:
    """Everything said to the actor's unit, post or self."""
    return Notice.objects.filter(Q(org=actor.post.org_id) | Q(post=actor.post.pk) | Q(staff=actor.staff.pk))


def unread_of(actor) -> QuerySet[Notice]:
    """What this person has not read: each box from their own mark on, and nothing older than a month."""
    return Notice.objects.filter(reduce(or_, _boxes(actor))).filter(_not_read(actor))


def _boxes(actor) -> list[Q]:
    org, post, staff = actor.post.org_id, actor.post.pk, actor.staff.pk
    return [
        Q(org=org, at__gt=_mark(staff, org=org, post=None)),
        Q(post=post, at__gt=_mark(staff, org=None, post=post)),
        Q(staff=staff, at__gt=_mark(staff, org=None, post=None)),
    ]


def _mark(staff, **box):
    since = timezone.now() - UNREAD_FOR
    return Coalesce(
        Subquery(ReadMark.objects.filter(staff=staff, until__gt=since, **box).values("until")), since
    )


def _not_read(actor) -> Q:
    return Q(~Exists(Reading.objects.filter(staff=actor.staff, notice=OuterRef("pk"))))


def unread_count(actor) -> int:
    """Up to one more than is shown: one small question, which every page of the house asks."""
    org, post, staff = actor.post.org_id, actor.post.pk, actor.staff.pk
    since = timezone.now() - UNREAD_FOR
    boxes = ((org, org, None), (post, None, post), (staff, None, None))
    values = [part for box, *mark in boxes for part in (box, since, staff, *mark, since, staff)]
    with sent(COUNT, values) as cursor:
        ((count,),) = cursor.fetchall()
    return min(count, MOST_COUNTED + 1)


def unread(actor, most: int = 5) -> list[Notice]:
    """The last ones that this reader has not read."""
    shown = Notice.objects.filter(_not_read(actor)).order_by("-at")
    first, *others = [shown.filter(box)[:most] for box in _boxes(actor)]
    return veiled(first.union(*others, all=True).order_by("-at", "-id")[:most], actor)


def page_of(actor, *, only_unread: bool, before: str = "") -> Page:
    """Newest first (keys are in order of time); each row knows whether this reader has read it."""
    found = unread_of(actor) if only_unread else messages_to(actor)
    if before:
        found = found.filter(pk__lt=_key(before))
    rows = list(found.order_by("-pk")[: SIZE + 1])
    open_now = set(unread_of(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    lines = [Line(row, row.pk in open_now) for row in veiled(rows[:SIZE], actor)]
    return Page(lines, str(rows[SIZE - 1].pk) if len(rows) > SIZE else "")


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as reason:
        raise NotValid(_("这一页的地址不完整，请从第一页看起。")) from reason
