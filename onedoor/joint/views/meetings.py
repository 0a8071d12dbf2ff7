"""Pages of meetings before they are held: the list, one meeting, its invitation and agenda."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.joint.actions import meetings as actions
from onedoor.joint.lifecycle import MEETING, MeetingStatus
from onedoor.joint.meeting_forms import DecisionForm, MeetingForm, MinutesForm, TopicForm
from onedoor.joint.models import AgendaItem, Attendance
from onedoor.joint.queries import agenda as agenda_queries
from onedoor.joint.queries import meetings as queries
from onedoor.joint.queries.plans import find_of
from onedoor.joint.standing import insist, may_meet
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, NotValid, Problem

SIZE = 20
MOVES = {"hold": actions.hold, "cancel": actions.cancel, "minute": actions.minute}


def meetings(request):
    """联席会议 — what is to come first."""
    page = Paginator(queries.list_of(request.actor), SIZE).get_page(request.GET.get("page"))
    may_add = request.actor.holds("joint.meet")
    return render(request, "joint/meetings.html", {"page": page, "may_add": may_add})


def new_meeting(request):
    """召集会议."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.call_once(form.take_key(), **form.told(), by=request.actor)
        except NotValid:
            form.ask_again()
        else:
            messages.success(request, _("已召集，编号%(code)s。接着列议程。") % {"code": meeting.case.code})
            return redirect("joint:agenda", meeting.case.code)
    return render(request, "joint/meeting_form.html", {"form": form}, status=422 if form.errors else 200)


def edit_meeting(request, code):
    """修改会议."""
    meeting = queries.find_meeting(code, request.actor)
    insist(may_meet(meeting, request.actor))
    local = timezone.localtime(meeting.at)
    known = {"name": meeting.name, "day": local.date(), "time": local.time(), "venue": meeting.venue}
    known["orgs"] = list(meeting.attendances.values_list("org_id", flat=True))
    form = MeetingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        form.take_key()
        actions.change_meeting(meeting, **form.told(), by=request.actor)
        messages.success(request, _("已修改。"))
        return redirect("joint:meeting", code)
    context = {"form": form, "meeting": meeting, "code": code}
    return render(request, "joint/meeting_form.html", context, status=422 if form.errors else 200)


def meeting(request, code):
    """一次会议 — the agenda; once held, attendance, minutes and decisions."""
    return meeting_page(request, queries.find_meeting(code, request.actor))


def meeting_page(request, meeting, status=200, **more):
    """The whole page; a form that was refused stands in its place, at its item."""
    may_change = not may_meet(meeting, request.actor)
    items = queries.agenda_of(meeting, request.actor)
    may_write = may_change and meeting.status == MeetingStatus.HELD
    here = _item_written_at(items, more.get("at") or request.GET.get("item", "")) if may_write else None
    context = {
        "meeting": meeting,
        "code": meeting.case.code,
        "items": items,
        "here": here,
        "attendances": list(meeting.attendances.select_related("org").order_by("org__kind", "org__code")),
        "came": Attendance.Came.choices,
        "may_plan": may_change and meeting.status == MeetingStatus.PLANNED,
        "may_write": may_write,
        "moves": MEETING.open_from(meeting.status) if may_change else [],
        "minutes_form": MinutesForm(initial=_written(here)),
        "decision_form": DecisionForm(meeting=meeting),
        "events": queries.events_of(meeting, items),
    }
    return render(request, "joint/meeting.html", context | more, status=status)


def _item_written_at(items, key):
    """The item whose forms are open: the one asked for, else the first that has no minutes."""
    items = [item for item in items if not item.is_hidden]
    waiting = [item for item in items if item.outcome == AgendaItem.Outcome.OPEN]
    return next((item for item in items if str(item.pk) == str(key)), waiting[0] if waiting else None)


def _written(item) -> dict:
    if item is None:
        return {}
    return {"minutes": item.minutes, "postponed": item.outcome == AgendaItem.Outcome.POSTPONED}


def agenda(request, code):
    """列议程 — what was left, what is listed or stuck; the clerk picks."""
    meeting = queries.find_meeting(code, request.actor)
    insist(may_meet(meeting, request.actor))
    if request.method == "POST":
        picked = [tuple(one.split("|", 1)) for one in request.POST.getlist("pick") if "|" in one]
        known = [(why, case) for why, case in picked if why in AgendaItem.Why.values]
        items = actions.put_on(meeting, known, left=request.POST.getlist("left"), by=request.actor)
        messages.success(request, _("已列入%(count)s个议题。") % {"count": len(items)})
        return redirect("joint:agenda", code)
    return _agenda_page(request, meeting)


def _agenda_page(request, meeting, status=200, **more):
    on = {item.follows_id for item in meeting.items.all()}
    context = {
        "meeting": meeting,
        "code": meeting.case.code,
        "items": queries.agenda_of(meeting, request.actor),
        "groups": agenda_queries.candidates(meeting, request.actor),
        "left": [item for item in agenda_queries.left_over(meeting.host) if item.pk not in on],
        "may_plan": meeting.status == MeetingStatus.PLANNED,
        "form": TopicForm(),
    }
    return render(request, "joint/agenda.html", context | more, status=status)


def add_topic(request, code):
    """提出议题 — in words, or a case by its code."""
    meeting, form = queries.find_meeting(code, request.actor), TopicForm(request.POST)
    if not form.is_valid():
        return _agenda_page(request, meeting, 422, form=form)
    told = form.cleaned_data
    try:
        if told["code"]:
            actions.put_on(meeting, [(AgendaItem.Why.OWN, told["code"])], by=request.actor)
        else:
            actions.put_topic(meeting, title=told["title"], by=request.actor)
    except Problem as problem:
        form.add_error("code" if told["code"] else "title", problem.message)
        return _agenda_page(request, meeting, problem.status, form=form)
    return redirect("joint:agenda", code)


def take_off(request, code, key):
    """移出议程."""
    actions.take_off(queries.find_meeting(code, request.actor), key, by=request.actor)
    messages.success(request, _("已移出议程。"))
    return redirect("joint:agenda", code)


def move_item(request, code, key):
    """调整次序."""
    up = request.POST.get("to") == "up"
    actions.move_item(queries.find_meeting(code, request.actor), key, up=up, by=request.actor)
    return redirect("joint:agenda", code)


def move_meeting(request, code, move):
    """开会、取消、印发纪要."""
    meeting = queries.find_meeting(code, request.actor)
    if move not in MEETING.moves:
        raise NotFound(_("没有这一步。"))
    try:
        MOVES[move](meeting, by=request.actor)
    except Problem as problem:
        fresh = queries.find_meeting(code, request.actor)
        return meeting_page(request, fresh, problem.status, problem=problem.message)
    messages.success(request, _("已办理：%(step)s。") % {"step": MEETING.moves[move].label})
    return redirect("joint:meeting", code)


def case_panel(request, code):
    """联动 — on the page of a case: the plan it was found on, the meetings that talk about it."""
    case = cases_for(request.actor).filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    find, items = find_of(case, request.actor), queries.talked_about(case, request.actor)
    if not (find or items) and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"case": case, "find": find, "items": items}
    return page_or_part(request, "joint/case_panel.html", "joint/_case_panel.html", context)
