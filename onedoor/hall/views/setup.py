"""The pages on which a hall is set up: what it offers, at which windows, by which rules."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.hall.actions import setting_up
from onedoor.hall.forms_setup import GroupForm, PolicyForm, ServiceForm, SkillForm, WindowForm
from onedoor.hall.models import PriorityGroup, Service, Window
from onedoor.hall.moving import policy_of
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.hall.queries.planning import people_for
from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, Problem


def _hall(request):
    return hall_of(request.actor, whole_number(request.GET.get("hall", "")))


def _one(model, centre, pk):
    """The row to edit, or a new one of this hall."""
    found = model.objects.filter(centre=centre, pk=pk).first() if pk else model(centre=centre)
    if found is None:
        raise NotFound
    return found


def setup(request):
    """大厅设置 — everything of a hall on one page, each part with its form."""
    centre = _hall(request)
    context = {
        "centre": centre,
        "halls": halls_of(request.actor),
        "policy": policy_of(centre),
        "services": centre.services.prefetch_related("offers__window"),
        "windows": centre.windows.select_related("org").prefetch_related("offers__service"),
        "groups": centre.priority_groups.all(),
        "people": people_for(centre).prefetch_related("hall_skills__service"),
    }
    return render(request, "hall/setup.html", context)


def _edited(request, form, save, title: str, centre):
    """The form again with what is wrong, or back to the setup when it is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect(f"{reverse('hall:setup')}?hall={centre.pk}")
    context = {"form": form, "title": title, "centre": centre}
    return render(request, "hall/setup_form.html", context, status=422 if form.errors else 200)


def policy(request):
    """排队规则."""
    centre = _hall(request)
    form = PolicyForm(request.POST or None, instance=policy_of(centre))
    return _edited(
        request, form, lambda: setting_up.save_policy(form.instance, by=request.actor), _("排队规则"), centre
    )


def service(request, pk=None):
    """窗口业务."""
    centre = _hall(request)
    one = _one(Service, centre, pk)
    form = ServiceForm(request.POST or None, instance=one)
    title = _("编辑业务") if pk else _("新增业务")
    return _edited(
        request, form, lambda: setting_up.save_service(form.instance, by=request.actor), title, centre
    )


def window(request, pk=None):
    """窗口."""
    centre = _hall(request)
    one = _one(Window, centre, pk)
    form = WindowForm(request.POST or None, instance=one, centre=centre)
    title = _("编辑窗口") if pk else _("新增窗口")
    return _edited(
        request,
        form,
        lambda: setting_up.save_window(form.instance, form.weights(), by=request.actor),
        title,
        centre,
    )


def group(request, pk=None):
    """优先对象."""
    centre = _hall(request)
    one = _one(PriorityGroup, centre, pk)
    form = GroupForm(request.POST or None, instance=one)
    title = _("编辑优先对象") if pk else _("新增优先对象")
    return _edited(
        request, form, lambda: setting_up.save_group(form.instance, by=request.actor), title, centre
    )


def skills(request, pk):
    """能办的业务."""
    centre = _hall(request)
    person = people_for(centre).filter(pk=pk).first()
    if person is None:
        raise NotFound
    held = person.hall_skills.filter(service__centre=centre).values_list("service", flat=True)
    form = SkillForm(request.POST or None, centre=centre, initial={"services": list(held)})

    def save():
        chosen = list(form.cleaned_data["services"])
        setting_up.set_skills(person, chosen, by=request.actor, centre=centre)

    return _edited(request, form, save, _("%(name)s能办的业务") % {"name": person}, centre)
