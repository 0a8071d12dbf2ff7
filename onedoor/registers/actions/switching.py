"""开启、关闭服务台账 — a district says that it keeps such a table: on which basis, assessed where, with which words told."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.registers.models import SupportSwitch
from onedoor.registers.standing import insist, may_edit
from onedoor.registers.supporting import table_of

LONGEST = {"basis": 200, "assessment": 60, "notice": 600}


def switch_on(purpose: str, *, by, basis: str, assessment: str, notice: str) -> SupportSwitch:
    """开启服务台账 — for the whole district, by the district; nobody is enrolled by it."""
    table = table_of(purpose)
    _require_district(by)
    told = {"basis": basis.strip(), "assessment": assessment.strip(), "notice": notice.strip()}
    for name, words in told.items():
        if not words or len(words) > LONGEST[name]:
            raise NotValid(_("请填写依据、影响评估编号和告知内容（最多600个字）。"), field=name)
    row = SupportSwitch(purpose=table.purpose, region=by.post.region, on_at=timezone.now(), **told)
    row.on_post, row.on_staff = by.post, by.staff
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as known:
        raise NotNow(_("“%(name)s”台账已经开启。") % {"name": table.label}) from known
    return row


@transaction.atomic
def switch_off(purpose: str, *, by) -> SupportSwitch:
    """关闭服务台账 — from now on nobody reads it; what is in it is gone after ninety days."""
    table = table_of(purpose)
    _require_district(by)
    row = (
        SupportSwitch.objects.select_for_update()
        .filter(purpose=purpose, region=by.post.region, off_at=None)
        .first()
    )
    if row is None:
        raise NotNow(_("“%(name)s”台账没有开启。") % {"name": table.label})
    row.off_at, row.off_post = timezone.now(), by.post
    row.save(update_fields=["off_at", "off_post"])
    rows = table.model._default_manager.filter(grid__path__startswith=row.region.path, ended_on=None)
    rows.update(ended_on=timezone.localdate())
    return row


def _require_district(by) -> None:
    insist(may_edit(by))
    if by.post.region.parent_id is not None:
        raise NotAllowed(_("服务台账由区一级开启和关闭。"))
