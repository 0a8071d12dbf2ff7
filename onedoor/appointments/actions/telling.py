"""告知 — what somebody with an appointment, and whoever gives it, is told; of a sealed one not even the code goes out."""

from django.conf import settings
from django.utils import translation

from onedoor.appointments.models import Appointment, Provider
from onedoor.appointments.speaking import said_time
from onedoor.notices.actions import tell_post, tell_resident

WEEK = "/appointments/week/"


def say(appointment: Appointment, verb: str, *, by) -> None:
    """告知约的人 — by the channel they chose; who chose the telephone is called by the desk or the provider.

    Whoever has just booked knows: for that nobody is called.
    """
    if appointment.tell == Appointment.Tell.CALL and verb != "appointment.booked":
        Appointment.objects.filter(pk=appointment.pk).update(call_due=True)
        appointment.call_due = True
    if appointment.tell != Appointment.Tell.SMS or appointment.person is None:
        return
    service = appointment.slot.service
    with translation.override("zh-hans"):
        tell_resident(
            appointment.person,
            verb,
            _values_of(appointment),
            key=f"{verb}-{appointment.pk}",
            # Of none, or those left out would be the sealed ones.
            case_code="",
            is_sealed=service.is_sealed,
        )


def _values_of(appointment: Appointment) -> dict[str, str]:
    centre = appointment.slot.service.centre
    return {
        "编号": appointment.slip.code,
        "中心": str(centre),
        "电话": centre.phone or str(settings.CENTRE["phone"]),
        "期限": said_time(appointment.slot.starts_at),
        "链接": settings.TRACK_URL,
    }


def warn(provider: Provider, appointment: Appointment, *, by) -> None:
    """告知接待人 — that their week has changed, and nothing of whom it concerns."""
    words = f"预约有变动：{said_time(appointment.slot.starts_at)}，请看本周安排"
    key = f"appointment-{appointment.pk}-{appointment.status}-{provider.pk}"
    tell_provider(provider, words, key=key, by=by)


def tell_provider(provider: Provider, words: str, *, key: str, by) -> None:
    """告知接待人 — unless they did it themselves."""
    if provider.post_id != by.post.pk:
        tell_post(provider.post, words, key=key, link=WEEK)
