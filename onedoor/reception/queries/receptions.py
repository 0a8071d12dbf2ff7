"""接访登记簿 — the day's list, one reception, and where it may go from there."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.cases.numbering import as_printed
from onedoor.kit.problems import NotFound
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.reception.models import LeaderDay, Reception
from onedoor.reception.standing import centres_of


def list_of(actor, *, day: date | None = None, code: str = "", is_open: bool = False):
    """What this actor may read: of a day, by the beginning of a code, or whatever is still going on."""
    found = Reception.objects.for_rows().filter(case__in=cases_for(actor))
    if code.strip():
        begins = as_printed(code)
        found = found.filter(case__code__startswith=begins) if begins else found.none()
    elif is_open:
        found = found.open()
    elif day:
        found = found.filter(case__opened_at__date=day)
    return found.order_by("-case__opened_at", "-pk")


def counts_of(actor, day: date) -> dict:
    """The day in five figures."""
    today = Reception.objects.filter(case__in=cases_for(actor), case__opened_at__date=day)
    S = Reception.lifecycle.statuses
    return today.aggregate(
        visits=Count("pk"),
        groups=Count("pk", filter=Q(people__gt=1)),
        going_on=Count("pk", filter=Q(status__in=[S.RECEIVED, S.INSTRUCTED])),
        turned=Count("pk", filter=Q(status=S.TURNED)),
        willing=Count("pk", filter=Q(willing=Reception.Willing.YES)),
    )


def find(code: str, actor) -> Reception:
    """One that this actor may read; any other looks as if it did not exist."""
    found = Reception.objects.for_rows().select_related("region", "day__room")
    reception = found.filter(case__in=cases_for(actor), case__code=as_printed(code)).first()
    if reception is None:
        raise NotFound(_("没有这次接访，或不在本岗位的范围内。"))
    return reception


def of_case(code: str, actor) -> Reception | None:
    """For the page of a case: the reception with which it began, if any."""
    if not Case.objects.filter(pk__in=cases_for(actor), code=code).exists():
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return Reception.objects.for_rows().filter(case__code=code).first()


def visitors_of(reception: Reception) -> list:
    return list(reception.case.parties.current().select_related("person"))


def events_of(reception: Reception) -> list:
    """What was done about the visit itself."""
    own = Q(verb__startswith="reception.") | Q(verb__startswith="duty.")
    events = reception.case.events.filter(own).select_related("staff", "post__org", "post__type")
    return list(events.order_by("-seq"))


def posts_for(reception: Reception):
    """Who could answer for it: posts that receive and are held today, here, above and below, and in the hall's centre."""
    own = reception.post.org
    hall = Q(org__in=centres_of(reception.post))
    near = Q(org=own) | Q(org=own.parent_id) | Q(org__parent=own) | hall
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    posts = Post.objects.filter(near, pk__in=held, type__verbs__contains=["reception.register"])
    return (
        posts.exclude(pk=reception.post_id)
        .select_related("org", "type")
        .order_by("org__kind", "org__code", "pk")
    )


def days_for(reception: Reception, today: date):
    """Leaders' days to come whose ground the case lies on."""
    steps = reception.case.region_path.split("/")[:-1]
    chain = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    days = LeaderDay.objects.standing().filter(day__gte=today, org__region__path__in=chain)
    return days.order_by("day", "opens")
