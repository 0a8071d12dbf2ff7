"""The counsellor's pages: their own talks and nobody else's."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling import actions
from onedoor.counselling.forms import FirstTalkForm, ResultForm, TakeForm, refuse
from onedoor.counselling.keeping import nearly_over
from onedoor.counselling.limits import TOLD
from onedoor.counselling.models import TalkKey
from onedoor.counselling.queries import talks as queries
from onedoor.counselling.queries.openings import looks_of
from onedoor.counselling.received import known_of, number_left, parse_key
from onedoor.counselling.standing import needs_own_yes, seated, talks_of
from onedoor.counselling.steps import STEPS, open_steps
from onedoor.counselling.views.showing import gone_to, show
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotFound, NotNow, NotValid


def talks(request):
    """我的谈话 — what is going on, or what is over; what a colleague gives into these hands; what goes soon."""
    is_over = "over" in request.GET
    there = seated()
    context = {
        "talks": list(queries.list_of(request.actor, is_over=is_over)[:200]),
        "offers": [(one, needs_own_yes(one, there)) for one in queries.offered_to(request.actor)],
        "arranged": list(queries.arranged_over(request.actor)),
        "going": list(nearly_over(talks_of(request.actor)).order_by("kept_until")),
        "is_over": is_over,
        "today": timezone.localdate(),
    }
    return show(request, "talks.html", **context)


def new(request):
    """首次谈话 — the code and the PIN are shown once, on the answer to this form."""
    known, by = _known(request), request.actor
    left = known.left if known else ""
    if known and "name" not in request.POST:
        return show(request, "new.html", form=FirstTalkForm(initial=known.initial(), by=by, left=left))
    form = FirstTalkForm(request.POST or None, by=by, left=left)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.told()
            if known and form.cleaned_data.get("is_left_safe"):
                told = replace(told, number=number_left(known, by=by))
            opened = actions.open_once(form.cleaned_data["key"] or uuid7(), told, by=by)
            return show(request, "opened.html", talk=opened.talk, pin=opened.pin)
        except NotValid as problem:
            refuse(form, problem)
    return show(request, "new.html", 422 if form.errors else 200, form=form)


def _known(request):
    """Whose appointment it was stands in what is sent, never in an address."""
    key = request.POST.get("appointment", "")
    return known_of(parse_key(key), request.actor) if key else None


def talk(request, key):
    """一次谈话 — no word of it stands here until it is opened."""
    return _page(request, queries.find(key, request.actor))


def _page(request, talk, status=200, **more):
    """`refused` is what was just sent and not taken: it stands there with its words, even if it cannot be done any more."""
    refused = more.pop("refused", {})
    steps = open_steps(talk) | {name: STEPS[name] for name in refused if name in STEPS}
    forms = {name: step.form(talk=talk, by=request.actor, prefix=name) for name, step in steps.items()}
    forms |= refused
    context = {
        "talk": talk,
        "steps": [(name, step, forms[name], name in refused) for name, step in steps.items()],
        "told": TOLD,
        "sessions": list(talk.sessions.all()),
        "follow_ups": [
            (one, refused.get(str(one.pk)) or ResultForm(prefix=str(one.pk)), str(one.pk) in refused)
            for one in talk.follow_ups.all()
        ],
        "reports": list(talk.reports.all()),
        "looks": list(looks_of(talk)),
        "must_report": queries.must_report(talk),
        "has_key": TalkKey.objects.filter(talk=talk).exists(),
    }
    return show(request, "talk.html", status, **context | more)


def slip(request, key):
    """重给查询码 — shown once, as at the beginning."""
    talk = queries.find(key, request.actor)
    return show(request, "opened.html", talk=talk, pin=actions.new_slip(talk, by=request.actor))


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
    found, form = queries.follow_up_of(talk, planned), ResultForm(request.POST, prefix=str(planned))

    def do(**told):
        return actions.followed_up(found, **told, by=request.actor)

    return _done(request, talk, form, str(planned), do)


def step(request, key, name):
    """办一步 — a press, or a small form on the page of the talk."""
    talk = queries.find(key, request.actor)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    form = STEPS[name].form(request.POST, talk=talk, by=request.actor, prefix=name)

    def do(**told):
        # What was sent before is answered by the action itself, whatever has become of the talk since.
        if name not in open_steps(talk):
            raise NotNow(_("现在不能办这一步，请看最新的情况。"))
        return STEPS[name].action(talk, **told, by=request.actor)

    return _done(request, talk, form, name, do)


def _done(request, talk, form, name, do):
    """Done, or the page again with every word that was typed: nobody writes an hour of listening twice."""
    status = 422
    if form.is_valid():
        try:
            do(**form.cleaned_data)
            messages.success(request, _("已记下。"))
            return gone_to(request, "counselling:talk", talk.pk)
        except (NotValid, NotNow) as problem:
            refuse(form, problem)
            # Sent by a script the form never left the page; a page is drawn anew only from an answer of 422.
            status = 422 if request.headers.get("HX-Request") else problem.status
    return _page(request, talk, status, refused={name: form})


def take(request, key):
    """接手 — the second of the two hands; of somebody who is gone, after the person was told."""
    offer, form = queries.offer_of(key, request.actor), TakeForm(request.POST)
    if not form.is_valid():
        return show(request, "offer.html", 422, offer=offer, form=form)
    try:
        talk = actions.take_over(offer, told_on=form.cleaned_data["told_on"], by=request.actor)
    except NotValid as problem:
        form.add_error(problem.detail.get("field"), problem.message)
        return show(request, "offer.html", 422, offer=offer, form=form)
    return redirect("counselling:talk", talk.pk)


def tell(request, key):
    """打开联系办法，先告诉本人 — written down first, then shown; nothing else of the talk is."""
    offer = queries.offer_of(key, request.actor)
    contact = actions.look_to_tell(offer, by=request.actor)
    return show(request, "offer.html", offer=offer, contact=contact, form=TakeForm())


def decline(request, key):
    """不接、收回 — by whoever should take it, or whose talk it is."""
    actions.decline(queries.own_offer_of(key, request.actor), by=request.actor)
    messages.success(request, _("已收回。"))
    return redirect("counselling:talks")
