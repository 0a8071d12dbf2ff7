"""Where an actor stands to an appointment: the words of a refusal, or nothing.

Whoever holds the slip may confirm, move and cancel. A post books for the centres on its ground; of a sealed service it may
make an appointment and never read one: only the provider does.
"""

from django.utils.translation import gettext as _

from onedoor.appointments.models import Appointment, Provider, Service
from onedoor.kit.problems import NotAllowed

# What the holder of a slip may do with it.
HOLDERS = ("book", "cancel", "move", "arrive")
# What time does, and who comes to an open place.
CLOCKS = ("lapse", "move", "cancel")
# What only whoever receives them may say.
GIVERS = ("finish", "again", "lapse")


def insist(refusal: str) -> None:
    if refusal:
        raise NotAllowed(refusal)


def is_near(centre, by) -> bool:
    return centre.region.path.startswith(by.post.region.path)


def is_resident(by) -> bool:
    return by.post.type.code == "resident"


def gives(provider: Provider, by) -> bool:
    return by.holds("appointment.give") and provider.post_id == by.post.pk


def may_book(service: Service, by) -> str:
    if is_resident(by) or by.holds("appointment.book") and is_near(service.centre, by):
        return ""
    return _("您现在的岗位不能在%(centre)s预约。") % {"centre": service.centre}


def may_edit(centre, by) -> str:
    if by.holds("appointment.edit") and is_near(centre, by):
        return ""
    return _("您现在的岗位不能设置%(centre)s的预约。") % {"centre": centre}


def may_take(appointment: Appointment, name: str, by, secret=None) -> str:
    """One move of the lifecycle, by the slip's holder, the provider, the desk, or the clock."""
    slot = appointment.slot
    if secret and secret == appointment.slip.seed:
        return "" if name in HOLDERS else _("这一步由工作人员办理。")
    if gives(slot.provider, by) or by.post.type.code == "system" and name in CLOCKS:
        return ""
    if name in ("move", "cancel") and not may_edit(slot.service.centre, by):
        return ""
    is_desk = by.holds("appointment.book") and is_near(slot.service.centre, by)
    if is_desk and not slot.service.is_sealed and name not in GIVERS:
        return ""
    return _("没有这个预约，或者由接待人办理。")


def may_rearrange(provider: Provider, by) -> str:
    """Whose day it is, or whoever keeps the appointments of the centre."""
    if gives(provider, by) or not may_edit(provider.centre, by):
        return ""
    return _("%(provider)s的时间由本人或中心安排。") % {"provider": provider}
