"""接访日安排 — when which office receives, where, and how many."""

from datetime import date, time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Post
from onedoor.reception.models import LeaderDay
from onedoor.reception.standing import insist, may_arrange


@transaction.atomic
def arrange_day(
    *, post: Post, office="", day: date, opens: time, closes: time, place, places, room=None, how="", by
) -> LeaderDay:
    """安排领导接访日 — for a post of one's own unit that may instruct."""
    insist(may_arrange(by.post.org, by))
    _check(post, day, opens, closes, by)
    planned = LeaderDay(
        org=by.post.org,
        post=post,
        office=office or str(post),
        day=day,
        opens=opens,
        closes=closes,
        room=room,
        place=place,
        places=places,
        how=how,
    )
    try:
        with transaction.atomic():
            planned.save(force_insert=True)
    except IntegrityError as reason:
        raise NotValid(_("这位领导这一天的这个时间已经安排了接访。"), field="opens") from reason
    return planned


def _check(post, day, opens, closes, by) -> None:
    if post.org_id != by.post.org_id or "reception.lead" not in post.type.verbs:
        raise NotValid(_("请选择本单位有接访批示权限的岗位。"), field="post")
    if day < timezone.localdate():
        raise NotValid(_("日期已经过去。"), field="day")
    if closes <= opens:
        raise NotValid(_("结束时间应晚于开始时间。"), field="closes")


@transaction.atomic
def cancel_day(planned: LeaderDay, *, reason, by) -> LeaderDay:
    """取消领导接访日 — with the reason, which the notice tells; whoever was put on it is moved first."""
    insist(may_arrange(planned.org, by))
    planned = LeaderDay.objects.select_for_update().get(pk=planned.pk)
    if planned.cancelled_for:
        raise NotNow(_("这个接访日已经取消。"))
    if not reason.strip():
        raise NotValid(_("请写明取消的原因。"), field="reason")
    if waiting := planned.receptions.open().count():
        raise NotNow(_("这一天还排着%(n)s批来访，请先改到别的接访日。") % {"n": waiting})
    planned.cancelled_for = reason.strip()
    planned.save(update_fields=["cancelled_for"])
    return planned
