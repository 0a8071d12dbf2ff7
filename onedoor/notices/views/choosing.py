"""How one wants to be told: one's own channels, and the unit's digest of the day."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.notices import channels
from onedoor.notices.actions import drop_contact, keep_contact, subscribe
from onedoor.notices.forms import ContactForm, SubscriptionForm
from onedoor.notices.models import Channel, Contact
from onedoor.notices.queries.digests import (
    digest_of,
    last_changes,
    last_digests,
    parts_for,
    subscription_of,
)


def contacts(request):
    """通知方式 — one's own address for each channel, sealed once it is kept."""
    wrong = (
        ContactForm(request.POST, prefix=request.POST.get("which", "")) if request.method == "POST" else None
    )
    if wrong and wrong.is_valid():
        try:
            _keep(request, wrong.cleaned_data)
            return redirect("notices:contacts")
        except NotValid as problem:
            wrong.add_error("address", problem.message)
    mine = {one.channel: one for one in Contact.objects.filter(staff=request.actor.staff)}
    lines = [_line(channel, label, mine.get(channel), wrong) for channel, label in Channel.choices]
    return render(
        request, "notices/contacts.html", {"lines": lines, "wrong": wrong}, status=422 if wrong else 200
    )


def _keep(request, said):
    if "drop" in request.POST:
        drop_contact(said["channel"], by=request.actor)
        messages.success(request, _("已删去。"))
    else:
        keep_contact(said["channel"], said["address"], said["is_on"], by=request.actor)
        messages.success(request, _("已保存。"))


def _line(channel, label, kept, wrong) -> dict:
    form = ContactForm(prefix=channel, initial={"channel": channel, "is_on": kept.is_on if kept else True})
    return {
        "channel": channel,
        "label": label,
        "kept": kept,
        "form": wrong if wrong and wrong.prefix == channel else form,
        "connected": channels.is_connected(channel),
    }


def digests(request):
    """每日摘要 — the last ones of one's unit, and when it wants them."""
    org = request.actor.post.org
    may_choose = request.actor.holds("notices.subscribe")
    form = SubscriptionForm(request.POST or None, instance=subscription_of(org))
    if request.method == "POST" and form.is_valid():
        subscribe(org, by=request.actor, **form.cleaned_data)
        messages.success(request, _("已保存，从下一个工作日起照此办理。"))
        return redirect("notices:digests")
    context = {"org": org, "form": form, "may_choose": may_choose, "digests": last_digests(org)}
    context["changes"] = last_changes(org)
    context["mail_connected"] = channels.is_connected(Channel.EMAIL)
    return render(request, "notices/digests.html", context, status=422 if form.errors else 200)


def digest(request, day):
    """一天的摘要 — what the unit owed that morning."""
    try:
        found = digest_of(request.actor.post.org, date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("这一天没有摘要。"))
    crumbs = [(_("每日摘要"), reverse("notices:digests")), (day, "")]
    context = {
        "digest": found,
        "parts": parts_for(found, request.actor),
        "crumbs": crumbs,
        "org": request.actor.post.org,
    }
    return render(request, "notices/digest.html", context)
