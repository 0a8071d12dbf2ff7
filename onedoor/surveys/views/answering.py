"""Pages of whoever is asked: a simple form filled in here, and the password for a collecting app."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from onedoor.kit.problems import NotNow, NotValid
from onedoor.surveys import actions
from onedoor.surveys.answering_forms import AnsweringForm, is_simple
from onedoor.surveys.collecting import picture_of, settings_of
from onedoor.surveys.models import AppKey
from onedoor.surveys.queries import asking
from onedoor.surveys.queries.table import until


def fill(request, key):
    """填写 — purpose, owner and basis stand above the first question."""
    survey = asking.find_open(key, request.actor)
    version = asking.published(survey)
    context = {"survey": survey, "version": version, "until": until(survey), "is_simple": is_simple(version)}
    if not context["is_simple"]:
        return render(request, "surveys/fill.html", context, status=409 if request.method == "POST" else 200)
    form = context["form"] = AnsweringForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(version, form.told(), by=request.actor, key=form.take_key())
            messages.success(request, _("已交。还要再填一份，请再打开。"))
            return redirect("surveys:list")
        except NotNow:
            form.ask_again()
        except NotValid as problem:
            form.add_error(None, problem.message)
    return render(request, "surveys/fill.html", context, status=422 if form.errors else 200)


@never_cache
def password(request):
    """采集程序密码 — whether there is one, how to put it into the app; made and shown on a press, once."""
    context = {
        "key": AppKey.objects.live().filter(post=request.actor.post, staff=request.actor.staff).first()
    }
    if request.method == "POST":
        made = actions.make_password(by=request.actor)
        server = request.build_absolute_uri(reverse("surveys:openrosa_root")).rstrip("/")
        told = settings_of(server, made.key.login, made.words, _("秦州区综治中心"))
        context = {"key": made.key, "words": made.words, "server": server, "picture": picture_of(told)}
    return render(request, "surveys/password.html", context)


def end_password(request):
    """停用密码."""
    actions.end_password(by=request.actor)
    messages.success(request, _("已停用，手机里的采集程序不能再收发。"))
    return redirect("surveys:password")
