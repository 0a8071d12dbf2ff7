"""Whistles as lists show them: those that call one's unit, those it hosts, all within reach; calls that wait for a word."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.cases.access import cases_for
from onedoor.cases.explaining import ClockState, due_state
from onedoor.kit.problems import NotFound
from onedoor.whistles.lifecycle import GOING_ON
from onedoor.whistles.models import Call, Whistle
from onedoor.worktime import counting

SIZE = 25
SIDES: dict[str, Promise] = {
    "called": _("呼叫本单位的"),
    "hosted": _("本单位吹的"),
    "all": _("辖区内全部"),
}


class CallLine(NamedTuple):
    """A call and how its clock stands."""

    call: Call
    clock: ClockState


def seen_by(actor) -> QuerySet[Whistle]:
    return Whistle.objects.filter(case__in=cases_for(actor))


def find(pk, actor) -> Whistle:
    """The whistle, if this actor may see its case; absent and hidden look the same."""
    shown = seen_by(actor).select_related("case__region", "host", "post")
    whistle = shown.prefetch_related("calls__org", "calls__answered_by", "ratings__by", "ratings__of")
    found = whistle.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("没有这次吹哨，或不在本岗位的范围内。"))
    return found


def side_of(wanted: str, actor) -> str:
    """Which side of the list to show when nobody said: a centre's own whistles, a unit's calls."""
    if wanted in SIDES:
        return wanted
    return "hosted" if actor.holds("whistle.blow") else "called"


def page_of(actor, side: str, number: str) -> Page:
    """One page of a side, what goes on first, the newest first."""
    found = seen_by(actor)
    if side == "called":
        found = found.filter(pk__in=Call.objects.filter(org=actor.post.org_id).values("whistle"))
    elif side == "hosted":
        found = found.filter(host=actor.post.org_id)
    rows = found.select_related("case", "host").order_by(
        F("ended_at").desc(nulls_first=True), "-blown_at", "pk"
    )
    page = Paginator(rows, SIZE).get_page(number)
    page.object_list = _counted(page.object_list)
    return page


def _counted(whistles: Iterable[Whistle]) -> list[Whistle]:
    """In the order given, each with its counts: counted for one page, not for all there are."""
    keys = [whistle.pk for whistle in whistles]
    rows = Whistle.objects.counted().filter(pk__in=keys).select_related("case", "host").in_bulk()
    return [rows[key] for key in keys]


def waiting_calls(actor) -> QuerySet[Call]:
    """Calls to the actor's unit that it has not answered."""
    open_calls = Call.objects.filter(org=actor.post.org_id, answer="", arrived_at=None).exclude(
        decision=Call.Decision.EXCUSED
    )
    mine = open_calls.filter(whistle__status__in=GOING_ON, whistle__case__in=cases_for(actor))
    return mine.select_related("whistle__case", "whistle__host").order_by("due_at", "pk")


def to_decide(actor) -> QuerySet[Call]:
    """Units that cannot come to a whistle of the actor's centre: it says what follows."""
    said = Call.objects.filter(answer=Call.Answer.CANNOT, decision="", arrived_at=None)
    mine = said.filter(whistle__host=actor.post.org_id, whistle__status__in=GOING_ON)
    return mine.filter(whistle__case__in=cases_for(actor)).select_related("whistle__case", "org")


def lines(calls: Iterable[Call], now: datetime | None = None) -> list[CallLine]:
    now, table = now or timezone.now(), counting.table()
    return [CallLine(call, due_state(call.due_at, now, table, unit=call.whistle.unit)) for call in calls]
