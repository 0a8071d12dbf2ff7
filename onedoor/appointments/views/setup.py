"""预约设置 — services, those who give them, when they come."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onedoor.appointments import actions
from onedoor.appointments.forms import DayForm, PatternForm, ProviderForm, ServiceForm
from onedoor.appointments.models import Pattern, Provider, Service
from onedoor.appointments.queries import setup as queries
from onedoor.kit.problems import Problem


def setup(request):
    """预约设置 — of the centres that the post keeps."""
    found = queries.set_up(list(queries.centres_kept(request.actor)[:20]))
    return render(request, "appointments/setup.html", {"centres": found})


def _filled(request, form, title: str, do):
    """The form, or the page it leads to when what it says is done."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Problem as problem:
            field = problem.detail.get("field")
            form.add_error(field if field in form.fields else None, problem.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("appointments:setup")
    status = 422 if form.errors else 200
    return render(request, "appointments/form.html", {"form": form, "title": title}, status=status)


def service(request, centre, key=None):
    """预约服务 — new or changed."""
    centre = queries.centre_kept(centre, request.actor)
    one = get_object_or_404(Service, pk=key, centre=centre) if key else Service(centre=centre)
    known = {name: vars(one).get(name) for name in ServiceForm.base_fields if name != "rooms"}
    known["rooms"] = one.rooms.all() if key else []
    form = ServiceForm(request.POST or None, centre=centre, initial=known)
    return _filled(
        request, form, _("预约服务"), lambda told: actions.set_service(one, by=request.actor, **told)
    )


def provider(request, centre, key=None):
    """接待人 — new or changed."""
    centre = queries.centre_kept(centre, request.actor)
    one = get_object_or_404(Provider, pk=key, centre=centre) if key else Provider(centre=centre)
    known = {"is_open": True}
    if key:
        known = {name: vars(one)[name] for name in ("name", "skills", "gender", "is_open")}
        known |= {"post": one.post_id, "services": one.services.all(), "languages": "、".join(one.languages)}
    form = ProviderForm(request.POST or None, centre=centre, initial=known)

    def do(told):
        one.post = told.pop("post")
        actions.set_provider(one, by=request.actor, **told)

    return _filled(request, form, _("接待人"), do)


def pattern(request, key):
    """出诊规律 — its times are made at once."""
    found = queries.provider_kept(key, request.actor)
    form = PatternForm(request.POST or None, provider=found)
    title = _("%(provider)s的出诊规律") % {"provider": found}
    return _filled(request, form, title, lambda told: actions.add_pattern(found, by=request.actor, **told))


def end_pattern(request, key):
    """停止出诊规律 — what is booked stays."""
    found = get_object_or_404(Pattern.objects.select_related("provider__centre__region"), pk=key)
    actions.end_pattern(found, by=request.actor)
    messages.success(request, _("已停止，已约好的不变。"))
    return redirect("appointments:setup")


def _on_day(request, do, words: str):
    """A day of a small form; what cannot be done is said where one was."""
    form = DayForm(request.POST)
    try:
        if form.is_valid():
            do(form.cleaned_data["day"], by=request.actor)
            messages.success(request, words)
        else:
            messages.error(request, _("请选择日期。"))
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect("appointments:setup")


def black_out(request, centre):
    """设停约日 — of the whole centre."""
    found = queries.centre_kept(centre, request.actor)
    return _on_day(request, partial(actions.black_out, found), _("已停约，已约好的另行安排并告知。"))


def reopen(request, centre):
    """撤销停约日 — of the whole centre."""
    found = queries.centre_kept(centre, request.actor)
    return _on_day(request, partial(actions.open_centre, found), _("已撤销，这一天照常接受预约。"))


def away(request, key):
    """停约一天 — somebody rang that they are ill."""
    found = queries.provider_kept(key, request.actor)
    return _on_day(request, partial(actions.close_day, found), _("已停约，已约好的另行安排并告知。"))


def back(request, key):
    """恢复接待 — they come after all."""
    found = queries.provider_kept(key, request.actor)
    return _on_day(request, partial(actions.open_again, found), _("已恢复接待。"))
