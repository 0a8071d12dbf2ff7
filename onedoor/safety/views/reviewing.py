"""The switch of the district: who read the form."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, Problem
from onedoor.safety import actions
from onedoor.safety.forms import ReviewForm
from onedoor.safety.items import EDITION
from onedoor.safety.models import Review
from onedoor.safety.queries import is_on, reviews
from onedoor.safety.queries.steps import in_time
from onedoor.safety.views.showing import put_problem, show


def review(request):
    """审阅 — the two named people; a third does no harm."""
    actor = request.actor
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_review(by=actor, **form.cleaned_data)
        except Problem as problem:
            put_problem(form, problem)
        else:
            messages.success(request, _("已登记。"))
            return redirect("safety:review")
    region = actor.post.region
    context = {"form": form, "reviews": reviews(region), "is_on": is_on(region), "edition": EDITION}
    context["done"], context["due"] = in_time(actor, timezone.now())
    return show(request, "review.html", context, 422 if form.errors else 200)


def withdraw(request, key):
    """撤回审阅."""
    found = Review.objects.filter(pk=key, withdrawn_at=None).first()
    if found is None:
        raise NotFound(_("没有这次审阅，或者已经撤回。"))
    actions.withdraw_review(found, by=request.actor)
    messages.success(request, _("已撤回。"))
    return redirect("safety:review")
