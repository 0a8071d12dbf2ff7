"""Deciding about pairs that may be the same thing, both texts side by side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.audit.actions import note_search
from onedoor.kit.problems import NotFound, Problem
from onedoor.matters.actions import proposing
from onedoor.matters.models import Proposal
from onedoor.matters.queries.proposals import choice, choices, told_by


def proposals(request):
    """并案建议 — what may be the same thing; a person decides, pair by pair."""
    source = request.GET.get("source", "")
    found, count = choices(request.actor, source)
    note_search(
        by=request.actor, what=_("并案建议"), found=len(found), person_ids=told_by(found), fields=["text"]
    )
    return render(request, "matters/proposals.html", {"choices": found, "count": count, "source": source})


def propose(request):
    """查找 — compare what is open in the post's reach anew."""
    count = proposing.propose(request.actor.post.region)
    words = ngettext("新找到%(count)s对可能是同一件事的。", "新找到%(count)s对可能是同一件事的。", count)
    messages.success(request, words % {"count": count})
    return redirect("matters:proposals")


def decide(request, key):
    """并案，或不是同一件事."""
    source = request.POST.get("source", "")
    proposal = Proposal.objects.select_related("later__case", "earlier__case").filter(pk=key).first()
    if proposal is None:
        raise NotFound(_("没有这条建议，或不在本岗位的范围内。"))
    same = request.POST.get("same") == "yes"
    try:
        proposing.decide(proposal, same=same, by=request.actor)
        told, is_done = (_("已并案。") if same else _("已记下：不是同一件事，不再建议。")), True
    except NotFound:
        raise
    except Problem as problem:
        told, is_done = problem.message, False
    if request.headers.get("HX-Request"):
        context = {
            "choice": choice(proposal, request.actor),
            "told": told,
            "is_done": is_done,
            "same": same,
            "source": source,
        }
        return render(request, "matters/_proposal.html", context, status=200)
    (messages.success if is_done else messages.error)(request, told)
    return redirect(f"{reverse('matters:proposals')}{'?' + urlencode({'source': source}) if source else ''}")
