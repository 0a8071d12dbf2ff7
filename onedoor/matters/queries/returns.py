"""退单与裁定 of one matter: how it stands while units disagree, and who may decide."""

from datetime import datetime

from django.db.models import QuerySet

from onedoor.cases import clocks
from onedoor.cases.models import Deadline, Involvement
from onedoor.matters.limits import PROMISE, return_limit
from onedoor.matters.models import Matter, Return, Ruling
from onedoor.places.models import Region
from onedoor.posts.models import Org, Post


def returns_of(matter: Matter) -> list[Return]:
    return list(matter.returns.select_related("unit", "owner"))


def rulings_of(matter: Matter) -> list[Ruling]:
    return list(matter.rulings.select_related("owner", "region", "category", "post__org"))


def binding(matter: Matter, org: Org) -> Ruling | None:
    """The ruling by which this unit has the matter, if there is one."""
    return matter.rulings.filter(owner=org).last()


def return_until(matter: Matter, part: Involvement) -> datetime:
    """Until when the unit may return what it was given then."""
    return clocks.prepared(matter.case, return_limit(matter.source), at=part.since).due_at


def promise_of(matter: Matter) -> Deadline | None:
    """The promise that runs, whoever has it now."""
    return matter.case.deadlines.open().filter(kind=PROMISE.kind).first()


def usual_region(matter: Matter, owner: Org) -> Region:
    """How far a ruling reaches unless somebody narrows it: as far as the owner's own area, if the matter lies there."""
    inside = matter.case.region_path.startswith(owner.region.path)
    return owner.region if inside else matter.case.region


def arguing(matter: Matter) -> QuerySet[Org]:
    """The units that have returned it: parties, who decide nothing about it."""
    returned = Return.objects.filter(matter=matter).values("unit")
    return Org.objects.filter(pk__in=returned).select_related("region").order_by("code")


def arbiters_of(matter: Matter) -> list[Org]:
    """The units nearest to the matter in which somebody may rule: above its desk and above all who argue."""
    parties = list(arguing(matter))
    below = [matter.desk.region.path, *(unit.region.path for unit in parties)]
    posts = Post.objects.filter(type__verbs__contains=["matter.rule"]).exclude(org__in=parties)
    orgs = Org.objects.filter(pk__in=posts.values("org")).select_related("region").order_by("code")
    above = [org for org in orgs if all(path.startswith(org.region.path) for path in below)]
    nearest = max((len(org.region.path) for org in above), default=0)
    return [org for org in above if len(org.region.path) == nearest]
