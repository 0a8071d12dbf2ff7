"""评价 — one tap, by whoever holds the slip or stands at the window."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Rating, Ticket
from onedoor.kit.days import monday_of
from onedoor.kit.problems import NotNow, NotValid

SERVED = (TicketStatus.DONE, TicketStatus.TURNED)
OPEN_FOR = timedelta(days=7)


@transaction.atomic
def rate(ticket: Ticket, stars: int, manners=(), *, by) -> Rating:
    """评价 — once a visit, anonymous: of whose it is and whose window it was nothing is kept."""
    fresh = Ticket.objects.select_for_update(of=["self"]).select_related("visit").get(pk=ticket.pk)
    if fresh.is_rated:
        raise NotNow(_("已经评价过了，谢谢您。"))
    went_at = fresh.visit.went_at
    if fresh.status not in SERVED or went_at is None or timezone.now() - went_at > OPEN_FOR:
        raise NotNow(_("办完以后七天内可以评价。"))
    if stars not in Rating.Stars.values or not set(manners) <= set(Rating.Manner.values):
        raise NotValid(_("请选择满意、一般或不满意。"))
    fresh.is_rated = True
    fresh.save(update_fields=["is_rated"])
    week = monday_of(timezone.localdate(went_at))
    return Rating.objects.create(
        service_id=fresh.service_id, week=week, stars=stars, manners=sorted(set(manners))
    )
