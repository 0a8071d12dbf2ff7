"""The supervisor's other pages: handing on what a counsellor left behind, and answering what persons said."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onedoor.counselling import actions
from onedoor.counselling.forms import AnswerForm, HandAllForm, HandForm
from onedoor.counselling.queries.away import left
from onedoor.counselling.queries.objections import objection_of
from onedoor.counselling.views.showing import gone_to, show
from onedoor.kit.problems import NotValid, TooMany


def hand(request):
    """申请换人 — by the code that the person brought; or of all talks of one counsellor, of which only the number is told."""
    form = HandForm(request.POST or None, by=request.actor)
    return _asked(request, form, actions.ask_to_hand, form=form)


def hand_all(request):
    """申请全部换人 — of a counsellor who left or is ill."""
    form = HandAllForm(request.POST, by=request.actor, auto_id="all_%s")
    return _asked(request, form, actions.ask_to_hand_all, all_form=form)


def _asked(request, sent, action, **forms):
    if request.method == "POST" and sent.is_valid():
        try:
            action(**sent.cleaned_data, by=request.actor)
            messages.success(request, _("已提交，等另一人答复。编号不对的，不会有下文。"))
            return redirect("counselling:supervision")
        except (NotValid, TooMany) as problem:
            sent.add_error(problem.detail.get("field"), problem.message)
    shown = {
        "form": HandForm(by=request.actor),
        "all_form": HandAllForm(by=request.actor, auto_id="all_%s"),
        "left": left(),
    }
    return show(request, "hand.html", 422 if sent.errors else 200, **shown | forms)


def said(request, key):
    """本人提出的一条 — on which opening; the words are opened by an act of its own, and answered in words."""
    found = objection_of(key, request.actor)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_objection(found, **form.cleaned_data, by=request.actor)
            messages.success(request, _("已答复，本人凭编号和查询码看得到。"))
            return gone_to(request, "counselling:supervision")
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
    return show(request, "said.html", 422 if form.errors else 200, said=found, form=form)


def said_open(request, key):
    """打开本人的话 — written down first, then shown."""
    found = objection_of(key, request.actor)
    words = actions.look_at_objection(found, by=request.actor)
    return show(request, "said.html", said=found, form=AnswerForm(), words=words, is_opened=True)
