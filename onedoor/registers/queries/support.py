"""Reading the service registers: what may be said of one before anybody is named, and the rows for whoever logs the reading."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow
from onedoor.registers.models import SupportSwitch
from onedoor.registers.models.support import Enrolment
from onedoor.registers.standing import ground
from onedoor.registers.supporting import Table


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


def on_ground(table: Table, by):
    """The rows of the post's ground that still have a basis."""
    wanted = Q()
    for prefix in ground(by):
        wanted |= Q(grid__path__startswith=prefix)
    rows = (
        table.model._default_manager.filter(wanted, ended_on=None)
        if wanted
        else table.model._default_manager.none()
    )
    return rows.select_related("person", "grid", "by_post").order_by("review_on", "pk")


def find(table: Table, key, by) -> Enrolment:
    require_on(table, by)
    row = on_ground(table, by).filter(pk=key).first()
    if row is None:
        raise NotFound(_("没有这条登记，或它不在本岗位的范围内。"))
    return row


def is_paused(row: Enrolment) -> bool:
    """Its review is overdue: nobody is visited on it until somebody asks again."""
    return row.review_on < timezone.localdate()
