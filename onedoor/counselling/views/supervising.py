"""The supervisor's pages: asking for one talk by its code, and the other person's answer."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.counselling import actions
from onedoor.counselling.forms import AskForm
from onedoor.counselling.models import Asking
from onedoor.counselling.queries import objections, openings
from onedoor.counselling.queries.away import left
from onedoor.counselling.queries.openings import reason_of
from onedoor.counselling.queries.talks import session_of
from onedoor.counselling.views.showing import show
from onedoor.kit.problems import NotValid, TooMany


def askings(request):
    """督导申请 — one's own, and those one is asked to agree to."""
    form = (
        AskForm(request.POST or None, by=request.actor)
        if request.actor.holds("counselling.supervise")
        else None
    )
    if form and request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_look(**form.cleaned_data, by=request.actor)
            messages.success(request, _("已提交。编号无误的，等另一人答复。"))
            return redirect("counselling:supervision")
        except (NotValid, TooMany) as problem:
            form.add_error(problem.detail.get("field"), problem.message)
    status = 422 if form and form.errors else 200
    context = {
        "form": form,
        "batches": openings.batches_of(request.actor),
        "said": objections.waiting_for(request.actor),
        "left": left() if form else [],
        "today": timezone.localdate(),
    }
    return show(request, "askings.html", status, **context)


def asking(request, key):
    """一份申请 — its reason, and the days of the notes while it lasts."""
    return _page(request, openings.asking_of(key, request.actor))


def _page(request, asking, **more):
    is_open = openings.open_for(asking, request.actor)
    context = {
        "asking": asking,
        "reason": reason_of(asking),
        "many": Asking.objects.filter(batch=asking.batch).count() if asking.until else 0,
        "is_open": is_open,
        # The other person agrees to a reason; which talk it is about need not be known for that.
        "code": asking.talk.case.code if asking.kind == Asking.Kind.LOOK else "",
        "sessions": list(asking.talk.sessions.all()) if is_open else [],
        "may_answer": asking.second_id == request.actor.staff.pk and asking.answered_at is None,
    }
    return show(request, "asking.html", **context | more)


def answer(request, key):
    """答复 — yes for a day, or no."""
    found = openings.asking_of(key, request.actor)
    actions.answer_asking(found, is_agreed=request.POST.get("agreed") == "yes", by=request.actor)
    messages.success(request, _("已答复。"))
    return redirect("counselling:supervision")


def look(request, key, session):
    """打开谈话内容 — by the supervisor, written down first."""
    found = openings.asking_of(key, request.actor)
    opened = session_of(found.talk, session)
    return _page(request, found, opened=opened, words=actions.look_by_asking(found, opened, by=request.actor))
