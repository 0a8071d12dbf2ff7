"""Meetings as pages show them."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.owing import lines
from onedoor.joint.lifecycle import MeetingStatus
from onedoor.joint.models import AgendaItem, Attendance, Decision, Meeting
from onedoor.joint.queries.sealing import is_hidden, opened_by, sealed_words
from onedoor.kit.problems import NotFound

LAST_EVENTS = 30


def meetings_for(actor) -> QuerySet[Meeting]:
    """Meetings in the actor's reach, and those their unit is called to."""
    if not actor.holds("case.see"):
        return Meeting.objects.none()
    called = Attendance.objects.filter(meeting=OuterRef("pk"), org=actor.post.org)
    found = Meeting.objects.filter(Q(case__in=cases_for(actor)) | Exists(called))
    return found.select_related("case", "host__region")


def find_meeting(code: str, actor) -> Meeting:
    meeting = meetings_for(actor).filter(case__code=code).first()
    if meeting is None:
        raise NotFound(_("没有这次会议，或不在本岗位的范围内。"))
    return meeting


def list_of(actor):
    """What is to come first, then the latest."""
    counted = meetings_for(actor).annotate(
        topics=Count("items", distinct=True),
        decided=Count("items__decisions", distinct=True),
        owed=Count("items__decisions", filter=Q(items__decisions__duty__state="open"), distinct=True),
        is_over=~Q(status__in=[MeetingStatus.PLANNED, MeetingStatus.HELD]),
    )
    return counted.order_by("is_over", "-at")


def agenda_of(meeting: Meeting, actor) -> list[AgendaItem]:
    """The items in order, each with its decisions (`duties`, with clocks), what earlier meetings decided on it
    (`before`), and where its case is to be read (`link`, empty for whoever may not open it). Of what was sealed since, nothing."""
    decided = Decision.objects.select_related("duty__org", "duty__clock", "duty__case", "item__meeting")
    items = list(
        meeting.items.select_related("case", "follows__meeting").prefetch_related(
            Prefetch("decisions", decided)
        )
    )
    threads = {item.thread for item in items}
    earlier: dict = {}
    for decision in decided.filter(item__thread__in=threads).exclude(item__meeting=meeting):
        earlier.setdefault(decision.item.thread, []).append(decision)
    mine = opened_by(actor, [item.case_id for item in items if item.case_id])
    for item in items:
        item.link = f"/cases/{item.case.code}/" if item.case and item.case_id in mine else ""
        item.decided = _with_clocks(item.decisions.all())
        item.before = _with_clocks(earlier.get(item.thread, []))
        item.is_hidden = is_hidden(item.case, mine)
        if item.is_hidden:
            _blank(item)
    return items


def _blank(item: AgendaItem) -> None:
    """Only its number and its outcome stay; the row itself is not touched."""
    item.title, item.case, item.why, item.minutes = sealed_words(), None, "", ""
    item.decided, item.before = [], []


def events_of(meeting: Meeting, items) -> list:
    """What happened with the meeting, the latest first; why a decision was taken back may speak of what is sealed since."""
    told = meeting.case.events.order_by("-seq").select_related("staff", "post__org")
    events = list(told[:LAST_EVENTS])
    if any(item.is_hidden for item in items):
        for event in events:
            event.note = ""
    return events


def _with_clocks(decisions) -> list:
    decisions = list(decisions)
    clocks = lines([decision.duty for decision in decisions], timezone.now())
    return list(zip(decisions, clocks, strict=True))


def talked_about(case, actor) -> list[AgendaItem]:
    """Where a case was or will be on an agenda that the actor may read, the latest first."""
    items = AgendaItem.objects.filter(case=case, meeting__in=meetings_for(actor)).exclude(
        meeting__status=MeetingStatus.CANCELLED
    )
    return list(items.select_related("meeting__case").order_by("-meeting__at"))
