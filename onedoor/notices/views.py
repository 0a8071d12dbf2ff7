"""What was said to one's unit, and that it has been read."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from onedoor.notices.actions import mark_read
from onedoor.notices.queries import messages_to


def notices(request):
    """通知 — unread first, then by time."""
    page = Paginator(messages_to(request.actor), 25).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page": page})


def read(request):
    """标为已读 — everything up to now."""
    mark_read(by=request.actor)
    return redirect("notices:list")
