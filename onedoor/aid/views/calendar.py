"""A lawyer's court days for their own calendar: when and where, never who."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onedoor.aid.actions import renew_secret
from onedoor.aid.queries.calendar import calendar_of
from onedoor.aid.queries.lawyers import lawyer_of, lawyer_with
from onedoor.kit.problems import NotFound


def feed(request, secret):
    """日历订阅 — whoever knows the address reads the days, and no more."""
    lawyer = lawyer_with(secret)
    if lawyer is None:
        raise NotFound(_("没有这个日历。"))
    return HttpResponse(calendar_of(lawyer), content_type="text/calendar; charset=utf-8")


def renew(request):
    """换新的订阅地址 — the old one tells nothing any more."""
    lawyer = lawyer_of(request.actor)
    if lawyer is None:
        raise NotFound(_("您不在律师名册上"))
    renew_secret(lawyer, by=request.actor)
    messages.success(request, _("订阅地址已经换新，旧的不能再用。"))
    return redirect("aid:mine")
