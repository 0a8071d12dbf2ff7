"""Tasks: the list, one task with what may be done about it, and those of a case as a part of its page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, Problem
from onedoor.places import maps, svg
from onedoor.posts.models import Post
from onedoor.tasks import actions
from onedoor.tasks.forms import FinishForm, HandOverForm, ReasonForm
from onedoor.tasks.lifecycle import LIFECYCLE
from onedoor.tasks.models import Task
from onedoor.tasks.queries import colleagues_of, find_task, open_for, tasks_for
from onedoor.tasks.queries.rounds import running
from onedoor.tasks.queries.tasks import SIZE, STATES, Wanted, lines, listed, pressed_in, tally
from onedoor.tasks.standing import may_do, may_take_back, oversees
from onedoor.tasks.views.giving import panel_context

MAP_WIDTH = 360


def task_list(request):
    """网格任务 — what the grids of one's ground have to do, or one's own."""
    now, state = timezone.now(), request.GET.get("state", "open")
    wanted = Wanted(state if state in dict(STATES) else "open", request.GET.get("kind", ""))
    page = Paginator(listed(request.actor, wanted, now), SIZE).get_page(request.GET.get("page"))
    total, late = tally(request.actor, now)
    context = {"page": page, "lines": lines(page, now), "wanted": wanted, "total": total, "late": late}
    context["tabs"] = [(name, label, name == wanted.state) for name, label in STATES]
    context |= {"kinds": Task.Kind.choices, "may_give": request.actor.holds("task.give")}
    context |= {"may_ask": request.actor.holds("matter.register"), "running": running(request.actor)}
    return render(request, "tasks/list.html", context)


def mine(request):
    """我的网格任务 — on "my work": what one's own chair has to do now, and what came back."""
    own = open_for(request.actor.post)
    back = list(
        tasks_for(request.actor)
        .for_rows()
        .filter(status="back", giver=request.actor.post)
        .order_by("-given_at")[:5]
    )
    if not own and not back and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    now = timezone.now()
    context = {"lines": lines(own[:5], now), "back": lines(back, now), "total": len(own)}
    return page_or_part(request, "tasks/mine.html", "tasks/_mine.html", context)


def panel(request, code):
    """网格任务 — all of a case, as a part of its page, with a form to give one."""
    case = cases_for(request.actor).select_related("region__parent").filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    context = panel_context(case, request.actor)
    if not context["lines"] and not context["may_give"] and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(request, "tasks/case.html", "tasks/_case.html", context)


def place_map(request, code):
    """示意图 — where the thing lies that was looked at last: on the map of its village, and beside nobody's name."""
    case = cases_for(request.actor).filter(code=code).first()
    task = pressed_in(case, request.actor) if case else None
    if task is None:
        raise NotFound(_("没有这件事，或没有发来过地点。"))
    pin = (task.done_lon, task.done_lat)
    drawn = svg.text_of(maps.picture(task.grid.parent or task.grid, MAP_WIDTH, pin=pin))
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def one(request, code, number):
    """一项网格任务."""
    return _page(request, find_task(code, number, request.actor))


def _page(request, task, status=200, **more):
    actor = request.actor
    (line,) = lines([task], timezone.now())
    is_given = task.status in LIFECYCLE.moves["finish"].frm
    is_open = task.status in LIFECYCLE.moves["waive"].frm
    context = {
        "line": line,
        "task": task,
        "case": task.case,
        "photos": list(task.photos.select_related("paper")),
        "reads_case": cases_for(actor).filter(pk=task.case_id).exists(),
        "may_do": is_given and actor.holds("task.do") and not may_do(task, actor),
        "may_waive": is_open and not may_take_back(task, actor),
        "may_again": task.status == "back" and not may_take_back(task, actor),
        "may_hand_over": is_given and oversees(task, actor),
        "form": FinishForm(task=task),
        "reason_form": ReasonForm(),
    }
    return render(request, "tasks/task.html", context | more, status=status)


def act(request, code, number, name):
    """办一步 — done, handed back, taken back, given again."""
    task = find_task(code, number, request.actor)
    if name not in LIFECYCLE.moves:
        raise NotFound(_("没有这一步。"))
    data, files = request.POST, request.FILES
    form = FinishForm(data, files, task=task) if name == "finish" else ReasonForm(data)
    own = "form" if name == "finish" else "reason_form"
    if not form.is_valid():
        return _page(request, task, 422, **{own: form})
    try:
        _take(name, task, form.cleaned_data, request.actor)
    except Problem as problem:
        form.add_error(None, problem.message)
        return _page(request, find_task(code, number, request.actor), problem.status, **{own: form})
    messages.success(request, _("已办理：%(step)s。") % {"step": LIFECYCLE.moves[name].label})
    return redirect("tasks:task", code, number)


def _take(name: str, task: Task, told: dict, by) -> None:
    if name == "finish":
        ended, said = told.pop("ended", ""), told.pop("said", "")
        actions.finish(task, by=by, **told)
        if ended:
            actions.say_ended(task, by=by, ended=ended, said=said)
        return
    {"hand_back": actions.hand_back, "waive": actions.waive, "give_again": actions.give_again}[name](
        task, by=by, reason=told["reason"]
    )


def hand_over(request, pk):
    """交接 — all open tasks of one chair, to a colleague's."""
    actor = request.actor
    post = Post.objects.select_related("org", "region", "type").filter(pk=pk).first()
    if post is None or not post.region.path.startswith(actor.post.org.region.path):
        raise NotFound(_("没有这个岗位，或不在本单位的辖区内。"))
    form = HandOverForm(request.POST or None, colleagues=_colleagues(post))
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            moved, left = actions.hand_over(post, told["to"], by=actor, reason=told["reason"])
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            _say_moved(request, moved, left)
            return redirect("tasks:list")
    context = {"form": form, "from": post, "lines": lines(open_for(post), timezone.now())}
    return render(request, "tasks/hand_over.html", context, status=422 if form.errors else 200)


def _colleagues(post):
    pks = [one.pk for one in colleagues_of(post)]
    return Post.objects.filter(pk__in=pks).select_related("org", "type").order_by("region__code", "pk")


def _say_moved(request, moved: int, left: int) -> None:
    messages.success(request, _("已交接%(n)d项任务。") % {"n": moved})
    if left:
        words = _("还有%(n)d项没有交接：接手的岗位没有密级权限，或者要核查的事正是他们办的。")
        messages.warning(request, words % {"n": left})
