"""One tap about how one was received: on the pad at the window, or by the slip."""

from datetime import timedelta

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.hall.actions.rating import SERVED, rate
from onedoor.hall.models import Device, Rating, Ticket
from onedoor.hall.moving import ticket_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound
from onedoor.posts.given import resident_actor

# So long the pad asks after somebody was served; then the next one may be sitting there.
ASKS_FOR = timedelta(minutes=3)


class RatingForm(forms.Form):
    """The tap, and what was good if somebody wants to say."""

    stars = forms.TypedChoiceField(label=_("评价"), choices=Rating.Stars.choices[::-1], coerce=int)
    manners = forms.MultipleChoiceField(
        label=_("哪些做得好（可以不选）"),
        choices=Rating.Manner.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def pad(request, device):
    """评价器 — asks whoever was just served at its window; else it thanks and waits."""
    context = {"device": device, "ticket": _just_served(device), "form": RatingForm()}
    return page_or_part(request, "hall/pad.html", "hall/_pad.html", context)


def _just_served(device) -> Ticket | None:
    since = timezone.now() - ASKS_FOR
    served = Ticket.objects.filter(window__in=device.windows.all(), status__in=SERVED, is_rated=False)
    return served.filter(visit__went_at__gte=since).order_by("-visit__went_at").first()


def pad_rate(request, token):
    """评价 — what was tapped on the pad."""
    device = Device.objects.filter(token=token, is_active=True, kind=Device.Kind.RATER).first()
    ticket = device and _just_served(device)
    if ticket is None:
        raise NotFound
    return _rated(request, ticket, "hall/pad_thanks.html", {"device": device})


def slip_rate(request, secret):
    """评价 — by whoever holds the slip, for a week."""
    ticket = ticket_of(secret=secret)
    if request.method == "POST":
        return _rated(request, ticket, "hall/rate.html", {"ticket": ticket, "is_given": True})
    may = ticket.status in SERVED and not ticket.is_rated
    return render(request, "hall/rate.html", {"ticket": ticket, "form": RatingForm(), "may": may})


def _rated(request, ticket, template: str, context: dict):
    form = RatingForm(request.POST)
    if not form.is_valid():
        return render(request, "hall/rate.html", {"ticket": ticket, "form": form, "may": True}, status=422)
    rate(ticket, form.cleaned_data["stars"], form.cleaned_data["manners"], by=resident_actor())
    return render(request, template, context)
