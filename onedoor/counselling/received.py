"""What is known already of somebody who came by appointment. Read once, for the form; the talk keeps nothing of where it came from.

The appointment is not told either: no key leads from one to the other, and the first talk can be opened without it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.appointments.models import Appointment, Provider, Wait
from onedoor.audit.actions import Kind, note
from onedoor.counselling.models import Talk
from onedoor.kit.problems import NotFound
from onedoor.persons import cards

WISHES: dict[str | None, str] = {
    Provider.Gender.WOMAN: Talk.Wish.WOMAN,
    Provider.Gender.MAN: Talk.Wish.MAN,
}
COME = ("arrived", "done")


@dataclass(frozen=True)
class Known:
    """What the person said when they took the time: their wish, and the end of a number if they left one."""

    appointment: Appointment
    wish: str
    left: str = ""

    def initial(self) -> dict:
        one = self.appointment
        needs = {
            "needs_interpreter": one.needs_interpreter or one.needs_sign,
            "brings_somebody": one.brings_somebody,
        }
        return {"appointment": one.pk, "wish": self.wish, **needs}


def known_of(key, by) -> Known:
    """Of one's own sealed service, and of somebody who has come; anything else does not exist."""
    found = Appointment.objects.whole().filter(pk=key, status__in=COME, slot__service__is_sealed=True)
    one = found.filter(slot__provider__post=by.post).select_related("person").first()
    if one is None or not by.holds("counselling.talk"):
        raise NotFound(_("没有这个预约，或者由接待人办理。"))
    waited = Wait.objects.filter(slip=one.slip).values_list("gender", flat=True).first()
    left = one.person.masked_phone[-4:] if one.person and one.person.phone_sealed else ""
    return Known(one, WISHES.get(one.gender or waited, Talk.Wish.ANY), left)


def parse_key(text: str) -> UUID:
    """What a form sent: anything that is no key leads nowhere."""
    try:
        return UUID(text)
    except ValueError as reason:
        raise NotFound(_("没有这个预约，或者由接待人办理。")) from reason


@transaction.atomic
def number_left(known: Known, *, by) -> str:
    """约时间时留的电话 — after the person said that it is safe. Logged as any sealed word is: by whom, and nothing of whom."""
    if known.appointment.person is None:
        return ""
    note(Kind.READ, by=by, fields=("sealed",), purpose="P04")
    return cards.read(known.appointment.person, "phone")
