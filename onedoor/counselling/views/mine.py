"""本人查看 — with code and PIN each time: nothing is kept in the browser that somebody else could come back to."""

import csv

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.counselling import actions, sealing
from onedoor.counselling.forms import ChangeForm, MineForm, SayForm
from onedoor.counselling.models import Objection
from onedoor.counselling.queries.objections import answerers, may_answer
from onedoor.counselling.queries.openings import look_of, of_code, rows_of, told_to_the_person
from onedoor.counselling.standing import needs_own_yes
from onedoor.counselling.views.showing import kept_by_nobody, show
from onedoor.kit.problems import NotFound, NotNow, NotValid, TooMany
from onedoor.posts.given import resident_actor

REFUSALS = (NotValid, NotFound, NotNow, TooMany)
ON_A_LOOK = (Objection.Kind.UNCLEAR, Objection.Kind.OBJECT)
ON_ALL = (Objection.Kind.STOP, Objection.Kind.DESTROY)
BACK = (Objection.Kind.RESUME,)


def mine(request):
    """谁打开过 — for the person concerned; on the page, on paper, or as a file."""
    form = MineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            talk = _opened(form)
            return _file(talk) if request.POST.get("as") == "csv" else _told(request, talk)
        except REFUSALS as problem:
            form.add_error(None, problem.message)
    return show(request, "mine.html", 422 if form.errors else 200, form=form)


def say(request):
    """本人提出 — on one opening, or that consent is taken back; code and PIN are typed again."""
    form = SayForm(request.POST)
    if form.is_valid():
        try:
            talk, told = _opened(form), form.cleaned_data
            look = look_of(talk, told["look"])
            by = resident_actor((talk.case_id,))
            actions.say(talk, kind=told["kind"], look=look, words=told["words"], by=by)
            return _told(request, _opened(form), is_said=True)
        except REFUSALS as problem:
            form.add_error(None, problem.message)
    return show(request, "mine_again.html", 422, form=form, url_name="counselling:mine_say")


def change(request):
    """换不换人 — yes or no to another counsellor; code and PIN are typed again."""
    form = ChangeForm(request.POST)
    if form.is_valid():
        try:
            talk = _opened(form)
            offer = talk.handovers.filter(taken_at=None, declined_at=None).first()
            if offer is None:
                raise NotNow(_("换人已经办完或收回。"))
            is_agreed = form.cleaned_data["agreed"] == "yes"
            actions.person_answers(offer, is_agreed=is_agreed, by=resident_actor((talk.case_id,)))
            return _told(request, talk, is_said=True)
        except REFUSALS as problem:
            form.add_error(None, problem.message)
    return show(request, "mine_again.html", 422, form=form, url_name="counselling:mine_change")


def _opened(form):
    told = form.cleaned_data
    return of_code(open_with_pin(told["code"], told["pin"], address=origin().address).case)


def _told(request, talk, **more):
    told, people = told_to_the_person(talk), answerers()
    offer = next((one for one in told["handovers"] if one.is_waiting), None)
    forms = {
        "looks": [(one, _say_on(one)) for one in told["looks"]],
        "withdraw": SayForm(kinds=ON_ALL, auto_id="stop_%s"),
        "change": ChangeForm(auto_id="change_%s"),
        "back": SayForm(kinds=BACK, initial={"kind": BACK[0]}, auto_id="back_%s"),
        "offer": offer,
        "is_asked": bool(offer and (not offer.is_told or needs_own_yes(offer))),
        "said": [
            (one, sealing.read(talk, one, "answer") if told["has_key"] else "", may_answer(one, people))
            for one in told["said"]
        ],
        "today": timezone.localdate(),
    }
    return show(request, "mine_told.html", **told | forms | more)


def _say_on(look) -> SayForm:
    return SayForm(kinds=ON_A_LOOK, initial={"look": look.pk}, auto_id=f"{look.pk}_%s")


def _file(talk):
    """A table of the person's own openings; its name says nothing."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.write("\ufeff")
    csv.writer(answer).writerows(rows_of(told_to_the_person(talk)))
    answer["Content-Disposition"] = 'attachment; filename="list.csv"'
    return kept_by_nobody(answer)
