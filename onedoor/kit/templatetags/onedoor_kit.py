"""How templates write times, days, counts and masked data: one way each, for every page."""

from datetime import date, datetime, timedelta

import segno
from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.kit.masking import mask_name, mask_phone

register = template.Library()


@register.filter
def local_time(moment: datetime | None) -> str:
    """本地时间 — 10-16 16:40, with the year when it is not this one."""
    if moment is None:
        return "—"
    local = timezone.localtime(moment)
    return local.strftime("%m-%d %H:%M" if local.year == timezone.localdate().year else "%Y-%m-%d %H:%M")


@register.filter
def last_moment(moment: datetime | None) -> str:
    """截止 — a term that ends with a day is told by that day, not by the midnight after it."""
    if moment is None:
        return "—"
    local = timezone.localtime(moment)
    if (local.hour, local.minute) != (0, 0):
        return local_time(moment)
    day = local.date() - timedelta(days=1)
    return day.strftime("%m-%d" if day.year == timezone.localdate().year else "%Y-%m-%d")


@register.filter
def relative_days(moment: datetime | date | None) -> str:
    """相对日 — today, tomorrow, in 3 days, 3 days ago: calendar days, not working days."""
    if moment is None:
        return "—"
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    days = (day - timezone.localdate()).days
    if -1 <= days <= 1:
        return (_("昨天"), _("今天"), _("明天"))[days + 1]
    if days > 0:
        return ngettext("还有 %(days)s 天", "还有 %(days)s 天", days) % {"days": days}
    return ngettext("%(days)s 天前", "%(days)s 天前", -days) % {"days": -days}


@register.filter
def number(count: int | None) -> str:
    """计数 — 7,490."""
    return "—" if count is None else f"{count:,}"


@register.filter
def masked_name(name: str) -> str:
    """姓名脱敏."""
    return mask_name(name or "")


@register.filter
def masked_phone(phone: str) -> str:
    """电话脱敏."""
    return mask_phone(phone or "")


@register.simple_tag(takes_context=True)
def address_picture(context, path: str) -> str:
    """网址二维码 — a page of this house as a picture that a telephone reads: a data: address for an <img>."""
    address = context["request"].build_absolute_uri(path)
    return segno.make(address, error="m", micro=False).svg_data_uri(
        scale=4, border=2, dark="#000000", light="#ffffff"
    )
