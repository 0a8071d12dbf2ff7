"""What follows from joint work: a find becomes a matter, units hear of their part in a plan or a meeting."""

from onedoor.joint.actions.visits import take_up
from onedoor.joint.models import Find
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.notices.actions import tell
from onedoor.posts.models import Org

SAID_OF_A_PLAN = {"plan.started": "巡查计划开始", "plan.ended": "巡查计划收尾", "plan.resumed": "继续巡查"}


def register_find(event, by):
    """登记发现 — the matter, with the place filled in, in the hand of whoever found it; both cases know each other."""
    found = Find.objects.select_related("place__region", "place__plan__case").get(pk=event.facts["find"])
    place = found.place
    is_village = by.post.org.kind == Org.Kind.VILLAGE
    draft = matters.Draft(
        title=f"{place.name}：{found.words.splitlines()[0]}"[:40].rstrip("。，；"),
        body=found.words,
        source=Matter.Source.GRID if is_village else Matter.Source.PARTNER,
        source_name=place.plan.name,
        address=" ".join(filter(None, [place.address, place.name]))[:200],
        point=(place.lon, place.lat) if place.lon is not None and place.lat is not None else None,
        community=place.region,
        facts={"plan": event.case.code},
    )
    made = matters.register(draft, by=by).matter
    take_up(found, made.case, by=by)


def tell_joined(event):
    """通知参与单位 — a plan begins, ends, or takes in another unit; those who lead it know already."""
    plan = event.case.plan
    joined = event.facts.get("joined")
    words = SAID_OF_A_PLAN.get(event.verb, "请参与巡查计划")
    orgs = Org.objects.filter(pk__in=joined) if joined is not None else _partners(event.case, plan.host_id)
    for org in orgs:
        tell(org, f"{words}：{plan.name}", key=str(event.pk), link=f"/joint/plans/{event.case.code}/")


def tell_met(event):
    """通知参会单位 — a meeting is called, changed, cancelled, or its minutes are out."""
    meeting = event.case.meeting
    for org in Org.objects.filter(pk__in=meeting.attendances.values("org")):
        words = f"{event.label}：{meeting.name}"
        tell(org, words, key=str(event.pk), link=f"/joint/meetings/{event.case.code}/")


def _partners(case, host_id: int):
    parts = case.involvements.filter(until=None).exclude(org=host_id)
    return Org.objects.filter(pk__in=parts.values("org"))
