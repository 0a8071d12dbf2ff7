"""What waits for a yes: old beside new, and a card wherever two words differ; each decided in one press."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.registers import actions
from onedoor.registers.forms import RefuseForm
from onedoor.registers.models import Proposal
from onedoor.registers.queries import reading

SIZE = 20


def waiting(request):
    """待确认的变更 — of one's ground; for those who only walk it, what they sent."""
    actor = request.actor
    rows = reading.waiting(actor) if actor.holds("register.confirm") else reading.sent_by(actor)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": reading.shown(page, actor), "may": reading.may(actor)}
    return render(request, "registers/proposals.html", context)


def _find(key) -> Proposal:
    found = Proposal.objects.filter(pk=key).first()
    if found is None:
        raise NotFound(_("没有这条变更提议。"))
    return found


def confirm(request, key):
    """确认 — one press."""
    done = actions.confirm(_find(key), by=request.actor)
    if done.is_open:
        messages.warning(request, _("有一项别人说的不一样，请裁定。"))
    else:
        messages.success(request, _("已确认，记入台账。"))
    return redirect("registers:proposals")


def refuse(request, key):
    """不采纳 — with a reason."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("请写明不采纳的理由，最多200个字。"), field="reason")
    actions.refuse(_find(key), by=request.actor, **form.cleaned_data)
    messages.success(request, _("没有采纳，提出的人会看到理由。"))
    return redirect("registers:proposals")


def decide(request, key):
    """裁定 — mine, theirs, or another value."""
    take = request.POST.get("take", "").strip() or request.POST.get("other", "").strip()
    if not take:
        raise NotValid(_("请选一个，或填写另外的值。"))
    done = actions.decide(key, by=request.actor, take=take[:200])
    if done.state in done.OPEN:
        messages.warning(request, _("另一种说法已经没有了，这一项按提议等确认。"))
    else:
        messages.success(request, _("已裁定，两种说法都留在记录里。"))
    return redirect("registers:proposals")
