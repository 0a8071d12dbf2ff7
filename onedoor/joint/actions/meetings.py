"""联席会议的每一步 — called, with an agenda; held; written down."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.apart import insist_not_apart
from onedoor.cases.models import Case, Involvement
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.receipts import once
from onedoor.cases.timeline import record
from onedoor.joint.actions.opening import join, open_case
from onedoor.joint.models import AgendaItem, Attendance, Meeting
from onedoor.joint.queries.agenda import item_of, left_over
from onedoor.joint.queries.sealing import OPEN_TO_ALL
from onedoor.joint.standing import be_planned, insist, may_meet
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotFound, NotNow, NotValid

MOST_ITEMS = 40
Why, Outcome = AgendaItem.Why, AgendaItem.Outcome


@transaction.atomic
def call(*, name, at, venue, orgs=(), by) -> Meeting:
    """召集会议 — a time, a place, the units; the agenda begins with what earlier meetings left."""
    case = open_case(name, orgs, by=by, verb="joint.meet")
    meeting = Meeting(case=case, host=by.post.org, name=name, at=at, venue=venue)
    meeting.save(force_insert=True)
    Attendance.objects.bulk_create(Attendance(meeting=meeting, org=org) for org in orgs if org != by.post.org)
    with holding(case.pk):
        for item in left_over(meeting.host)[:MOST_ITEMS]:
            _take_again(meeting, item)
        record(case, "meeting.called", label="召集会议", by=by, about=meeting, items=meeting.items.count())
    return meeting


def call_once(key: UUID, *, by, **told) -> Meeting:
    """召集一次 — the same key and the same words are one meeting, however often they are sent."""
    said = told | {"orgs": sorted(org.pk for org in told["orgs"]), "what": "meeting.called"}
    answer, _is_new = once(key, said, lambda: {"meeting": str(call(**told, by=by).pk)}, by=by)
    return Meeting.objects.select_related("case").get(pk=answer["meeting"])


def _take_again(meeting, item: AgendaItem) -> AgendaItem:
    told = {"title": item.title, "case": item.case, "follows": item, "thread": item.thread}
    return meeting.items.create(number=_next(meeting), why=Why.LEFT, **told)


def _next(meeting) -> int:
    return (meeting.items.aggregate(last=Max("number"))["last"] or 0) + 1


def change_meeting(meeting: Meeting, *, name, at, venue, orgs, by) -> Meeting:
    """修改会议 — its name, time and place, and which units are called."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.changed", "修改会议", by=by) as fresh:
        be_planned(fresh)
        fresh.name, fresh.at, fresh.venue = name, at, venue
        fresh.case.title = name
        fresh.case.save(update_fields=["title"])
        called = {org.pk: org for org in orgs if org.pk != fresh.host_id}
        _dismiss(fresh, called)
        known = set(fresh.attendances.values_list("org_id", flat=True))
        for pk in called.keys() - known:
            fresh.attendances.create(org=called[pk])
        join(fresh.case, called.values(), by=by)
        fresh.facts_told["called"] = sorted(called.keys() - known)
    return fresh


def _dismiss(meeting, kept) -> None:
    gone = meeting.attendances.exclude(org__in=kept.keys())
    parts = meeting.case.involvements.filter(until=None, role=Involvement.Role.ASSIST)
    parts.filter(org__in=gone.values("org")).update(until=timezone.now())
    gone.delete()


def put_on(meeting: Meeting, picked, *, left=(), by) -> list[AgendaItem]:
    """列入议程 — cases as (why, case code), in this order; sealed ones never: a meeting's papers go to all its units.

    `left` are keys of items that earlier meetings left over.
    """
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.items_added", "列入议程", by=by) as fresh:
        be_planned(fresh)
        cases = cases_for(by).filter(code__in=[code for _why, code in picked]).in_bulk(field_name="code")
        known = set(fresh.items.values_list("case_id", flat=True))
        waiting = {str(item.pk): item for item in left_over(fresh.host)}
        items = [_take_again(fresh, waiting[key]) for key in left if key in waiting]
        known |= {item.case_id for item in items}
        for why, code in picked:
            case = _may_be_talked_about(cases.get(code), code)
            if case.pk in known:
                continue
            known.add(case.pk)
            items.append(_add(fresh, title=case.title, why=why, case=case))
        fresh.facts_told["cases"] = [item.case.code for item in items if item.case]
    return items


def _may_be_talked_about(case: Case | None, code: str) -> Case:
    if case is None:
        raise NotFound(_("没有编号%(code)s的案卷，或不在本岗位的范围内。") % {"code": code})
    if case.secrecy != Case.Secrecy.NORMAL:
        raise NotValid(_("编号%(code)s是保密事项，不能列入联席会议。") % {"code": code})
    if case.closed_at:
        raise NotNow(_("编号%(code)s已经办结，不用再议。") % {"code": code})
    insist_not_apart(case)
    return case


def _add(meeting, **told) -> AgendaItem:
    if meeting.items.count() >= MOST_ITEMS:
        raise NotValid(_("一次会议最多%(most)s个议题。") % {"most": MOST_ITEMS})
    key = uuid7()
    return meeting.items.create(pk=key, thread=key, number=_next(meeting), **told)


def put_topic(meeting: Meeting, *, title, by) -> AgendaItem:
    """提出议题 — something general that hangs on no case."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.topic_added", "提出议题", by=by) as fresh:
        be_planned(fresh)
        if not title.strip():
            raise NotValid(_("请写明议题。"), field="title")
        item = _add(fresh, title=title.strip(), why=Why.OWN)
        fresh.facts_told["item"] = item.number
    return item


def take_off(meeting: Meeting, key, *, by) -> None:
    """移出议程 — what was left over stays left over, for the next meeting."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.item_removed", "移出议程", by=by) as fresh:
        be_planned(fresh)
        item = item_of(fresh, key)
        fresh.facts_told["cases"] = [item.case.code] if item.case else []
        item.delete()
        for number, rest in enumerate(fresh.items.order_by("number"), start=1):
            AgendaItem.objects.filter(pk=rest.pk).update(number=number)


def move_item(meeting: Meeting, key, *, up: bool, by) -> None:
    """调整次序 — one place up or down; at the end of the list nothing happens."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.reordered", "调整议程次序", by=by) as fresh:
        be_planned(fresh)
        item = item_of(fresh, key)
        rest = (
            fresh.items.filter(number__lt=item.number) if up else fresh.items.filter(number__gt=item.number)
        )
        other = rest.order_by("-number" if up else "number").first()
        fresh.facts_told["item"] = item.number
        if other:
            AgendaItem.objects.filter(pk=item.pk).update(number=other.number)
            AgendaItem.objects.filter(pk=other.pk).update(number=item.number)


def hold(meeting: Meeting, *, by) -> Meeting:
    """开会 — the agenda stands; from now on attendance, minutes and decisions are written down."""
    insist(may_meet(meeting, by))
    with moving(meeting, "hold", by=by) as fresh:
        if not fresh.items.exists():
            raise NotValid(_("议程还是空的，请先列入议题。"))
    return fresh


def cancel(meeting: Meeting, *, by, note="") -> Meeting:
    """取消会议 — its units are told; what was left over is left over again."""
    insist(may_meet(meeting, by))
    with moving(meeting, "cancel", by=by, note=note) as fresh:
        fresh.items.update(follows=None)
        Case.objects.filter(pk=fresh.case_id).update(closed_at=timezone.now())
    return fresh


def minute(meeting: Meeting, *, by) -> Meeting:
    """印发纪要 — every item has its minutes or is postponed, or was sealed since; every unit its attendance; nothing changes after."""
    insist(may_meet(meeting, by))
    with moving(meeting, "minute", by=by) as fresh:
        open_item = fresh.items.filter(OPEN_TO_ALL, outcome=Outcome.OPEN).first()
        if open_item:
            raise NotValid(_("第%(number)s个议题还没有纪要。") % {"number": open_item.number})
        if fresh.attendances.filter(came="").exists():
            raise NotValid(_("还有单位没有记到会情况。"))
        Case.objects.filter(pk=fresh.case_id).update(closed_at=timezone.now())
    return fresh
