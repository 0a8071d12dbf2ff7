"""The page of one matter, and the one view that takes any step of it."""

from datetime import timedelta

from django.contrib import messages
from django.forms import CharField, ChoiceField, ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, NotNow, Problem
from onedoor.matters.advising import advise
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.queries import waiting
from onedoor.matters.queries.casefile import file_of, find
from onedoor.matters.queries.returns import promise_of
from onedoor.matters.standing import at_desk, return_words
from onedoor.matters.steps import STEPS, open_steps

A_MOMENT = timedelta(minutes=1)
# What a link to a step may fill in beforehand.
GIVEN = ("into", "to", "claimant")


def matter(request, code):
    """案卷 — the whole file of one matter."""
    return _page(request, find(code, request.actor))


def step(request, code, name):
    """办一步 — the form of a step, and the step itself."""
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    matter = find(code, request.actor)
    if request.method == "GET":
        return _ask(request, matter, name)
    form = STEPS[name].form(request.POST, request.FILES, matter=matter, actor=request.actor)
    if not form.is_valid():
        return _refused(request, matter, name, form, 422)
    try:
        _refuse_repeat(request, matter, name, form)
        STEPS[name].action(matter, by=request.actor, **form.cleaned_data)
    except Problem as problem:
        matter = find(code, request.actor)
        if name in open_steps(matter, request.actor) and problem.status in (400, 422):
            form.add_error(None, problem.message)
            return _refused(request, matter, name, form, problem.status)
        return _page(request, matter, problem.status, problem=problem, kept=_typed(form))
    return _done(request, code, STEPS[name].label)


def _ask(request, matter, name):
    """The form in its place; a step that is no longer open is explained, with the file as it now stands."""
    if name not in open_steps(matter, request.actor):
        problem = NotNow(_("这一步现在不能办理：可能有同事刚刚办理过，请看最新进展。"))
        return _page(request, matter, problem.status, problem=problem)
    # The list of likely earlier ones leads to the merge with one of them, or to the link, already filled in.
    given = {field: request.GET[field][:20] for field in GIVEN if field in request.GET} or None
    form = STEPS[name].form(initial=given, matter=matter, actor=request.actor)
    return _form_page(request, matter, _asked(matter, name, form))


def _asked(matter, name, form) -> dict:
    last = matter.case.events.order_by("-seq").values_list("seq", flat=True).first()
    return {"case": matter.case, "step": STEPS[name], "name": name, "form": form, "seen": last}


def _form_page(request, matter, asked, status=200):
    if not request.headers.get("HX-Request"):
        return _page(request, matter, status, **asked)
    response = render(request, "matters/_step.html", asked, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#step", "outerHTML"
    return response


def _refused(request, matter, name, form, status):
    """The form again, with what was typed and what is wrong with it."""
    return _form_page(
        request, matter, _asked(matter, name, form) | {"seen": request.POST.get("seen", "")}, status
    )


def _refuse_repeat(request, matter, name, form):
    """A double press, or the same words sent twice: the first one counts."""
    seen = whole_number(request.POST.get("seen", ""))
    if seen is None:
        return
    since = matter.case.events.filter(
        seq__gt=seen, at__gte=timezone.now() - A_MOMENT, post=request.actor.post
    )
    said, arrow = list(form.cleaned_data.values()), LIFECYCLE.moves.get(name)
    for event in since.filter(staff=request.actor.staff):
        if (arrow and event.verb == arrow.event) or (event.note and event.note in said):
            raise NotNow(_("这一步您刚刚已经办好了，没有重复办理。"))


def _typed(form) -> list[tuple[str, str]]:
    """What was written and chosen, so that nothing is lost with a step that came too late."""
    told = [(field.label, _in_words(field)) for field in form if not field.is_hidden]
    return [(label, words) for label, words in told if words]


def _in_words(field) -> str:
    """What stands in a field, as its page says it."""
    value = field.value()
    if isinstance(field.field, ChoiceField | ModelChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
        return _("、").join(str(label) for key, label in field.field.choices if key and str(key) in chosen)
    return value if isinstance(field.field, CharField) else ""


def _done(request, code, label):
    """The file as it now stands; whoever no longer has it in reach goes back to their work."""
    told = {
        "told": _("已办理：%(step)s。") % {"step": label},
        "next": waiting.next_of(request.actor, but=code),
    }
    try:
        matter = find(code, request.actor)
    except NotFound:
        messages.success(request, told["told"] + _("这件事已不在本岗位的范围内。"))
        return _away(request, reverse("matters:my_work"))
    if request.headers.get("HX-Request"):
        return _page(request, matter, **told)
    messages.success(request, render_to_string("matters/_told.html", told))
    return redirect("matters:matter", code)


def _away(request, url):
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _page(request, matter, status=200, **more):
    """The whole page, or for htmx the part that a step changes. Showing a party counts as a look at them."""
    context = file_of(matter, request.actor) | more
    if context["parties"]:
        persons = [party.person_id for party in context["parties"]]
        purpose = purpose_of(request.actor) or "P01"
        note_read(by=request.actor, person_ids=persons, case_code=matter.case.code, purpose=purpose)
    buttons = _buttons(matter, request.actor)
    context["buttons"] = [one for one in buttons if not one["place"]]
    places = {one["place"] for one in buttons if one["place"]}
    context["card_steps"] = {place: [one for one in buttons if one["place"] == place] for place in places}
    context |= _advice(matter, context)
    context["must_wait"] = _waits_for_dispatch(matter, request.actor)
    context["return_words"] = return_words(matter, request.actor)
    context["may_register"] = request.actor.holds("matter.register")
    part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    response = render(
        request, "matters/_matter.html" if part else "matters/matter.html", context, status=status
    )
    if part:
        response["HX-Retarget"], response["HX-Reswap"] = "#matter", "outerHTML"
    return response


def _advice(matter, context) -> dict:
    """What is proposed, with the one press that takes it: for whoever may give the matter out now."""
    if context.get("form") or "dispatch" not in [button["key"] for button in context["buttons"]]:
        return {}
    take_url = reverse("matters:step", args=[matter.case.code, "dispatch"])
    return {"advice": advise(matter), "promised": promise_of(matter), "take_url": take_url}


def _waits_for_dispatch(matter, actor) -> bool:
    """The next step is somebody else's, and this post would look for its button in vain."""
    moves = matter.lifecycle.open_from(matter.status)
    return "dispatch" in moves and not actor.holds("matter.dispatch") and not at_desk(matter, actor)


def _buttons(matter, actor) -> list[dict]:
    """The open steps as buttons, those that move the matter on first; a step that asks nothing is taken at once."""
    offered = [
        {
            "key": name,
            "label": step.label,
            "tone": step.tone,
            "asks": bool(step.form.base_fields),
            "rest": bool(step.statuses) and step.tone != "main",
            "place": step.place,
        }
        for name, step in open_steps(matter, actor).items()
    ]
    return sorted(
        offered, key=lambda button: (button["rest"], ("main", "plain", "grave").index(button["tone"]))
    )
