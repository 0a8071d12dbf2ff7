"""A counsellor's own talks, and what is due in them."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling.lifecycle import OPEN
from onedoor.counselling.limits import MONTHS_SHOWN, rounded
from onedoor.counselling.models import Consent, FollowUp, Handover, Report, Session, Talk
from onedoor.counselling.standing import talks_of
from onedoor.kit.problems import NotFound


def list_of(actor, *, is_over: bool = False):
    """The counsellor's own, by what is due next."""
    waiting = Q(follow_ups__done_at=None)
    found = talks_of(actor).annotate(
        next_day=Min("follow_ups__day", filter=waiting), held=Count("sessions", distinct=True)
    )
    found = found.exclude(status__in=OPEN) if is_over else found.filter(status__in=OPEN)
    return found.order_by("next_day", "-pk")


def find(key: UUID, actor) -> Talk:
    """One of the counsellor's own; any other does not exist."""
    talk = talks_of(actor).select_related("consent").filter(pk=key).first()
    if talk is None:
        raise NotFound(_("没有这次谈话。"))
    return talk


def session_of(talk: Talk, key: UUID) -> Session:
    session = Session.objects.select_related("talk__case").filter(talk=talk, pk=key).first()
    if session is None:
        raise NotFound(_("没有这条记录。"))
    return session


def follow_up_of(talk: Talk, key: UUID) -> FollowUp:
    planned = FollowUp.objects.select_related("talk__case").filter(talk=talk, pk=key).first()
    if planned is None:
        raise NotFound(_("没有这次回访。"))
    return planned


def offered_to(actor):
    """Talks that a colleague gives into these hands."""
    offers = Handover.objects.filter(
        taker=actor.staff, post=actor.post, taken_at=None, declined_at=None, talk__status__in=OPEN
    )
    return offers.select_related("talk__case", "giver").order_by("offered_at")


def arranged_over(actor):
    """What others arranged for one's own talks while one is there after all: one may take it back."""
    offers = Handover.objects.filter(talk__in=talks_of(actor), taken_at=None, declined_at=None)
    return offers.exclude(asking=None).select_related("talk__case", "taker").order_by("offered_at")


def own_offer_of(key: UUID, actor) -> Handover:
    """One that lies in these hands, or concerns these talks."""
    offer = offered_to(actor).filter(pk=key).first() or arranged_over(actor).filter(pk=key).first()
    if offer is None:
        raise NotFound(_("没有交给您的谈话。"))
    return offer


def last_day(talk: Talk) -> date:
    """The day of the last talk; of one that never came to it, today."""
    return talk.sessions.aggregate(day=Max("day"))["day"] or timezone.localdate()


def must_report(talk: Talk) -> bool:
    """A guardian who does the harm: the law obliges to report, and nobody has said yet that they did."""
    harmed = Consent.objects.filter(talk=talk, giver=Consent.Giver.HARMED).exists()
    return harmed and not talk.reports.filter(law=Report.Law.MINOR).exists()


def offer_of(key: UUID, actor) -> Handover:
    offer = offered_to(actor).filter(pk=key).first()
    if offer is None:
        raise NotFound(_("没有交给您的谈话。"))
    return offer


def by_month() -> list[tuple[date, str]]:
    """每月谈话次数 — of the whole district, rounded, each month that is over, those with none as well; there is no other
    figure of counselling."""
    this = timezone.localdate().replace(day=1)
    months = [_months_before(this, n) for n in range(1, MONTHS_SHOWN + 1)]
    held = Session.objects.filter(day__gte=months[-1], day__lt=this).annotate(month=TruncMonth("day"))
    counts = dict(held.order_by().values("month").annotate(n=Count("pk")).values_list("month", "n"))
    return [(month, rounded(counts.get(month, 0))) for month in months]


def _months_before(first: date, n: int) -> date:
    months = first.year * 12 + first.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)
