"""领导接访日 — what is announced, what a unit has planned, and a day's results."""

from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.kit.problems import NotFound
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.reception.models import LeaderDay, Reception

AHEAD = timedelta(days=60)


def announced(today: date):
    """What everybody may read: the days to come, also those that were called off."""
    days = LeaderDay.objects.for_rows().filter(day__gte=today, day__lte=today + AHEAD)
    return days.order_by("day", "opens", "pk")


def planned_in(actor):
    """The days of the actor's own unit and of those it reaches, the next ones first."""
    days = LeaderDay.objects.for_rows().filter(org__region__path__startswith=actor.post.region.path)
    return days.annotate(taken=Count("receptions")).order_by("-day", "-opens", "pk")


def find_day(key, actor) -> LeaderDay:
    day = planned_in(actor).filter(pk=key).first()
    if day is None:
        raise NotFound(_("没有这个接访日，或不在本岗位的范围内。"))
    return day


def on_day(day: LeaderDay, actor) -> list[Reception]:
    """Whoever is put on a day, in turn; with what the leader instructed."""
    found = Reception.objects.for_rows().filter(day=day, case__in=cases_for(actor))
    return list(
        found.prefetch_related("instructions__duty__org", "instructions__duty__clock").order_by("turn")
    )


def leaders_of(org):
    """The posts of a unit that may instruct and are held today."""
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    posts = Post.objects.filter(org=org, pk__in=held, type__verbs__contains=["reception.lead"])
    return posts.select_related("org", "type").order_by("pk")
