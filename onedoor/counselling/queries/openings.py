"""Who opened what, for the person concerned; and what a supervisor and their second have in hand."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling.models import Asking, Talk
from onedoor.kit.problems import NotFound


def of_code(case) -> Talk:
    """The talk that a code and PIN opened; any other case looks like a wrong PIN."""
    talk = Talk.objects.select_related("counsellor", "consent").filter(case=case).first() if case else None
    if talk is None:
        raise NotFound(_("编号或查询码不对，请核对纸条上的数字。"))
    return talk


def told_to_the_person(talk: Talk) -> dict:
    """Everything but the words themselves: those are told by the counsellor, face to face."""
    return {
        "talk": talk,
        "looks": list(talk.looks.select_related("staff", "post__org", "post__type", "asking__second")),
        "askings": list(talk.askings.select_related("staff", "second").order_by("-at")),
        "handovers": list(talk.handovers.select_related("giver", "taker").order_by("-offered_at")),
        "reports": list(talk.reports.all()),
        "held": talk.sessions.count(),
    }


def askings_of(actor):
    """One's own, and those in which one is the other person."""
    part = Q(staff=actor.staff) | Q(second=actor.staff, answered_at=None)
    return Asking.objects.filter(part).select_related("talk__case", "staff", "second").order_by("-at")


def asking_of(key: UUID, actor) -> Asking:
    asking = askings_of(actor).filter(pk=key).first()
    if asking is None:
        raise NotFound(_("没有这份申请。"))
    return asking


def open_for(asking: Asking, actor) -> bool:
    return bool(asking.staff_id == actor.staff.pk and asking.until and asking.until > timezone.now())
