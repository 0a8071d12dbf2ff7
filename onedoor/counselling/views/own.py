"""The counsellor's pages: their own talks and nobody else's."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling import actions
from onedoor.counselling.forms import FirstTalkForm, ResultForm
from onedoor.counselling.limits import TOLD
from onedoor.counselling.queries import talks as queries
from onedoor.counselling.steps import STEPS, open_steps
from onedoor.counselling.views.showing import show
from onedoor.kit.problems import NotFound, NotNow, NotValid


def talks(request):
    """我的谈话 — what is going on, or what is over; and what a colleague gives into these hands."""
    is_over = "over" in request.GET
    found = list(queries.list_of(request.actor, is_over=is_over)[:200])
    offers = list(queries.offered_to(request.actor))
    return show(
        request, "talks.html", talks=found, offers=offers, is_over=is_over, today=timezone.localdate()
    )


def new(request):
    """首次谈话 — the code and the PIN are shown once, on the answer to this form."""
    form = FirstTalkForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_talk(form.told(), by=request.actor)
            return show(request, "opened.html", talk=opened.talk, pin=opened.pin)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
    return show(request, "new.html", 422 if form.errors else 200, form=form)


def talk(request, key):
    """一次谈话 — no word of it stands here until it is opened."""
    return _page(request, queries.find(key, request.actor))


def _page(request, talk, status=200, **more):
    steps = open_steps(talk)
    refused = more.pop("refused", {})
    forms = {name: step.form(talk=talk, by=request.actor, prefix=name) for name, step in steps.items()}
    forms |= refused
    context = {
        "talk": talk,
        "steps": [(name, step, forms[name], name in refused) for name, step in steps.items()],
        "told": TOLD,
        "sessions": list(talk.sessions.all()),
        "follow_ups": [(one, ResultForm(prefix=str(one.pk))) for one in talk.follow_ups.all()],
        "reports": list(talk.reports.all()),
    }
    return show(request, "talk.html", status, **context | more)


def session(request, key, session):
    """打开谈话内容 — written down first, then shown."""
    talk = queries.find(key, request.actor)
    found = queries.session_of(talk, session)
    words = actions.look_at_session(found, by=request.actor)
    return _page(request, talk, opened=found, words=words)


def contact(request, key):
    """打开联系办法 — written down first, then shown."""
    talk = queries.find(key, request.actor)
    return _page(request, talk, contact=actions.look_at_contact(talk, by=request.actor))


def followed(request, key, planned):
    """回访情况 — what came of it."""
    talk = queries.find(key, request.actor)
    form = ResultForm(request.POST, prefix=str(planned))
    if form.is_valid():
        actions.followed_up(queries.follow_up_of(talk, planned), **form.cleaned_data, by=request.actor)
        messages.success(request, _("已记下。"))
    return redirect("counselling:talk", key)


def step(request, key, name):
    """办一步 — a press, or a small form on the page of the talk."""
    talk = queries.find(key, request.actor)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    form = STEPS[name].form(request.POST, talk=talk, by=request.actor, prefix=name)
    if name not in open_steps(talk):
        raise NotNow(_("现在不能办这一步，请看最新的情况。"))
    try:
        if form.is_valid():
            STEPS[name].action(talk, **form.cleaned_data, by=request.actor)
            messages.success(request, _("已记下。"))
            return redirect("counselling:talk", key)
    except NotValid as problem:
        named = problem.detail.get("field")
        form.add_error(named if named in form.fields else None, problem.message)
    return _page(request, talk, 422, refused={name: form})


def take(request, key):
    """接手 — the second of the two hands."""
    talk = actions.take_over(queries.offer_of(key, request.actor), by=request.actor)
    return redirect("counselling:talk", talk.pk)
