"""凭小票查看 — a visitor hands over their own code and PIN, and the clerk sees that one matter while they are here."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.hall import visiting
from onedoor.hall.queries.window import find_window, present_at
from onedoor.hall.standing import seated
from onedoor.hall.views.window import window_page
from onedoor.hall.window_forms import KeyForm
from onedoor.kit.problems import NotNow, NotValid, TooMany


def visitor(request, pk):
    """Wrong tries are counted as everywhere; what is shown is decided by the rooms whose cases they are."""
    window = find_window(pk, request.actor)
    seated(window, by=request.actor)
    present = present_at(window)
    if present is None:
        raise NotNow(_("窗口前没有人，不能查看。请先叫号。"))
    form = KeyForm(request.POST)
    if not form.is_valid():
        return window_page(request, window, 422, key_form=form)
    try:
        opened = open_with_pin(**form.cleaned_data, address=origin().address)
    except (NotValid, TooMany) as problem:
        form.add_error(None, problem.message)
        return window_page(request, window, problem.status, key_form=form)
    if opened.case is None:
        form.add_error(None, _("小票有效，还没有用它登记过事项。"))
        return window_page(request, window, key_form=form)
    visiting.codes_of(request.session, present.ticket)
    visiting.keep(request.session, present.ticket, opened.case.code)
    return redirect("hall:window", pk)
