"""What went out, what did not and why: for those who keep the machinery going. No text and no address is shown."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.notices import channels
from onedoor.notices.actions import send_again
from onedoor.notices.models import Channel, Delivery
from onedoor.notices.queries.sending import counts, page_of

State = Delivery.State
# What people must see to comes first.
ORDER = [
    (state.value, state.label)
    for state in (State.FAILED, State.QUEUED, State.SENDING, State.SENT, State.SUPPRESSED)
]


def deliveries(request):
    """发送情况 — by how they stand; those that failed first."""
    state = request.GET.get("state", State.FAILED)
    if state not in State.values:
        raise NotValid(_("没有这种发送状态。"))
    before = request.GET.get("before", "")
    rows, after = page_of(state, _key(before))
    many = counts()
    context = {
        "rows": [(row, to, _(row.error) if row.error else "") for row, to in rows],
        "state": state,
        "states": [(value, label, many[value], value == state) for value, label in ORDER],
        "channels": [(label, channels.is_connected(channel)) for channel, label in Channel.choices],
        "first": f"?state={state}" if before else "",
        "next": f"?state={state}&before={after}" if after else "",
    }
    return render(request, "notices/deliveries.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as reason:
        raise NotValid(_("这一页的地址不完整，请从第一页看起。")) from reason


def again(request, pk):
    """再发一次 — one that did not go out."""
    send_again(get_object_or_404(Delivery, pk=pk), by=request.actor)
    messages.success(request, _("已重新排队，一分钟内再发一次；夜里的短信等到早上8点。"))
    return redirect("notices:deliveries")
