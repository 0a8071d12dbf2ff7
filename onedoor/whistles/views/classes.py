"""The times to answer, read by everybody who blows, changed by whoever may."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, NotValid
from onedoor.whistles import actions
from onedoor.whistles.forms import ClassForm
from onedoor.whistles.models import WhistleClass
from onedoor.whistles.standing import sets_classes


def classes(request):
    """应哨时限 — how soon units must answer."""
    found = list(WhistleClass.objects.order_by("pk"))
    wrong = None
    if request.method == "POST":
        wrong = _changed(request, found)
        if not wrong.errors:
            messages.success(request, _("已保存。以后吹的哨按新的时限，已经吹的不变。"))
            return redirect("whistles:classes")
    forms = [_form_of(one, wrong) for one in found]
    context = {"forms": forms, "may_edit": not sets_classes(request.actor)}
    return render(request, "whistles/classes.html", context, status=422 if wrong else 200)


def _changed(request, found) -> ClassForm:
    wanted = whole_number(request.POST.get("pk", ""))
    within = next((one for one in found if one.pk == wanted), None)
    if within is None:
        raise NotFound(_("没有这一档时限。"))
    form = ClassForm(
        request.POST, instance=WhistleClass(pk=within.pk, code=within.code), prefix=str(within.pk)
    )
    if form.is_valid():
        try:
            actions.edit_class(within, by=request.actor, **form.cleaned_data)
        except NotValid as problem:
            form.add_error(None, problem.message)
    return form


def _form_of(within: WhistleClass, wrong: ClassForm | None) -> ClassForm:
    if wrong and wrong.prefix == str(within.pk):
        return wrong
    return ClassForm(instance=within, prefix=str(within.pk))
