"""What was said to one's unit, post or self, and that one has read it."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.notices.actions import mark_one_read, mark_read
from onedoor.notices.queries.reading import page_of, unread_count
from onedoor.notices.veil import veiled


def notices(request):
    """通知 — the newest first; all of it, or only what one has not read."""
    only_unread = request.GET.get("show") == "unread"
    page = page_of(request.actor, only_unread=only_unread, before=request.GET.get("before", ""))
    kept = {"show": "unread"} if only_unread else {}
    context = {
        "page": page,
        "only_unread": only_unread,
        "until": timezone.now().isoformat(),
        "first": f"?{urlencode(kept)}" if request.GET.get("before") else "",
        "next": f"?{urlencode({**kept, 'before': page.after})}" if page.after else "",
    }
    return render(request, "notices/list.html", context)


def bell(request):
    """铃 — how many one has not read; nothing at all when that is what the page shows already."""
    count = unread_count(request.actor)
    if request.GET.get("seen") == str(count):
        return HttpResponse(status=204)
    return render(request, "notices/_bell.html", {"bell": count})


def read(request):
    """全部标为已读 — up to the moment the page was made: what came since stays unread."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        until = timezone.now()
    mark_read(by=request.actor, until=until if timezone.is_aware(until) else timezone.make_aware(until))
    messages.success(request, _("已全部标为已读；只是您自己的，同事的不受影响。"))
    return redirect("notices:list")


def read_one(request, pk):
    """标为已读 — this one."""
    mark_one_read(pk, by=request.actor)
    return redirect("notices:list")


def follow(request, pk):
    """打开 — where the notice leads to; whoever follows it has read it."""
    (notice,) = veiled([mark_one_read(pk, by=request.actor)], request.actor)
    return redirect(notice.link or "notices:list")
