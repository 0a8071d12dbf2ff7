"""Reading the service registers: what may be said of one before anybody is named, and the rows for whoever logs the reading."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow
from onedoor.registers.models import SupportSwitch
from onedoor.registers.models.support import Enrolment
from onedoor.registers.standing import ground
from onedoor.registers.supporting import GONE_AFTER, NEAR, Table


def switch_of(table: Table, by) -> SupportSwitch | None:
    """The switch of the district that the post's ground lies in, if it is on."""
    rows = SupportSwitch.objects.filter(purpose=table.purpose, off_at=None).select_related(
        "region", "on_post", "on_staff"
    )
    here = by.post.region.path
    return next((row for row in rows if here.startswith(row.region.path)), None)


def require_on(table: Table, by) -> SupportSwitch:
    """Nobody reads or writes what nobody has opened."""
    switch = switch_of(table, by)
    if switch is None:
        words = _("“%(name)s”台账没有开启：由区平台操作员凭依据和影响评估开启。")
        raise NotNow(words % {"name": table.label})
    return switch


def last_switch(table: Table, by) -> SupportSwitch | None:
    """The words that were told when it was open, also after it was shut."""
    rows = SupportSwitch.objects.filter(purpose=table.purpose).select_related("region").order_by("-on_at")
    here = by.post.region.path
    return next((row for row in rows if here.startswith(row.region.path)), None)


def on_ground(table: Table, by):
    """The rows of the post's ground that are not erased yet."""
    wanted = Q(pk__in=[])
    for prefix in ground(by):
        wanted |= Q(grid__path__startswith=prefix)
    rows = table.model._default_manager.filter(wanted)
    return rows.select_related("person", "grid", "by_post").order_by("review_on", "pk")


def find(table: Table, key, by) -> Enrolment:
    """One row, in whichever state: a person's rights last as long as what is kept of them."""
    row = on_ground(table, by).filter(pk=key).first()
    if row is None:
        raise NotFound(_("没有这条登记，或它不在本岗位的范围内。"))
    return row


def find_live(table: Table, key, by) -> Enrolment:
    """One row of an open table that goes on."""
    require_on(table, by)
    row = find(table, key, by)
    if row.ended_on:
        raise NotFound(_("这条登记已经结束，不再能查看。"))
    return row


def state_of(row: Enrolment) -> str:
    """open, near (to be asked about soon), paused (not asked about in time), or ended; only the first two are read."""
    if row.ended_on:
        return "ended"
    days = (row.review_on - timezone.localdate()).days
    return "paused" if days < 0 else "near" if days <= NEAR.days else "open"


def gone_on(row: Enrolment):
    """The day of which the night erases it."""
    return min(filter(None, (row.ended_on, row.review_on))) + GONE_AFTER


def due(table: Table, by) -> dict[str, int]:
    """How many are to be asked about within a month, and how many wait to be erased: numbers, nobody is named."""
    soon = timezone.localdate() + NEAR
    return on_ground(table, by).aggregate(
        near=Count("pk", filter=Q(ended_on=None, review_on__lte=soon)),
        ended=Count("pk", filter=Q(ended_on__isnull=False)),
    )
