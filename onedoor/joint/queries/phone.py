"""What a phone carries of plans: the places one's unit is still to look at, with their checklists."""

from django.utils.translation import gettext as _

from onedoor.joint.lifecycle import PlanStatus
from onedoor.joint.models import Place
from onedoor.kit.problems import NotFound
from onedoor.posts.actor import Actor


def open_visits(actor: Actor) -> list[dict]:
    """The places of running plans that the actor's unit has not been to, those of the actor's own grid or of no grid."""
    if not actor.holds("joint.carry_out"):
        return []
    places = Place.objects.filter(org=actor.post.org, visit=None, plan__status=PlanStatus.RUNNING)
    places = places.select_related("plan__case", "region").prefetch_related("plan__items")
    here = actor.post.region.path
    return [
        _told(place)
        for place in places.order_by("by_day", "number")
        if place.region.path.startswith(here) or here.startswith(place.region.path)
    ]


def _told(place: Place) -> dict:
    return {
        "visit": str(place.pk),
        "code": place.plan.case.code,
        "number": place.number,
        "plan": place.plan.name,
        "name": place.name,
        "address": place.address,
        "lon": place.lon,
        "lat": place.lat,
        "by_day": place.by_day.isoformat(),
        "items": [
            {
                "number": item.number,
                "words": item.words,
                "kind": item.kind,
                "expected": item.expected,
                "measure": item.measure,
            }
            for item in place.plan.items.all()
        ],
    }


def place_to_visit(key, actor: Actor) -> Place:
    """One of them by its key, whether somebody has been there by now or not."""
    known = Place.objects.select_related("plan__host__region", "plan__case", "org", "region")
    place = known.filter(pk=key, org=actor.post.org).exclude(plan__status=PlanStatus.DRAFT).first()
    if place is None:
        raise NotFound(_("没有这个巡查地点，可能已经移除。"))
    return place
