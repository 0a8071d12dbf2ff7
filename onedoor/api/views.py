"""What the machines' door offers, read from its own description; and who holds its tokens."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from onedoor.api import actions
from onedoor.api.describing import PATH
from onedoor.api.door import api
from onedoor.api.forms import KeeperForm, TokenForm
from onedoor.api.guide import chapters, shapes
from onedoor.api.models import Token
from onedoor.api.problems import CODES
from onedoor.kit.problems import NotFound, Problem

SAMPLE = json.dumps({"body": "进步巷12号楼前水管破裂，已经三天没有水。", "kind": "help"}, ensure_ascii=False)


def guide(request):
    """开放接口说明 — for whoever writes the other side."""
    schema = api.get_openapi_schema()
    context = {
        "chapters": chapters(schema),
        "shapes": shapes(schema),
        "address": request.build_absolute_uri(PATH),
        "sample": SAMPLE,
    }
    return render(request, "api/guide.html", context)


def problems(request):
    """问题代码 — the page that the `type` of a problem document leads to."""
    rows = [
        {"code": code, "status": status, "title": title, "words": words}
        for code, (status, title, words) in CODES.items()
    ]
    return render(request, "api/problems.html", {"rows": rows})


@csrf_exempt
def nothing(request, rest):
    """没有这个地址 — a machine is told so as it is told everything else."""
    raise NotFound(_("接口里没有这个地址，请看接口说明：/api/。"))


def tokens(request):
    """接口令牌 — all that were ever given out, the newest first."""
    known = Token.objects.select_related(
        "post__type", "post__org", "staff", "issued_by__org", "issued_by__type"
    )
    page = Paginator(known, 50).get_page(request.GET.get("page"))
    live = _in_force(page)
    pages = {
        "earlier": page.has_previous() and f"?page={page.number - 1}",
        "later": page.has_next() and f"?page={page.number + 1}",
    }
    return render(request, "api/tokens.html", {"page": page, "live": live, **pages})


def _in_force(tokens) -> set:
    shown = Token.objects.in_force().filter(pk__in=[token.pk for token in tokens])
    return set(shown.values_list("pk", flat=True))


def mine(request):
    """我负责的令牌 — where the person who answers for a token fetches it, or gives it back."""
    tokens = list(_mine(request))
    return render(request, "api/mine.html", {"tokens": tokens, "live": _in_force(tokens)})


def _mine(request):
    return Token.objects.filter(staff=request.actor.staff).select_related(
        "post__type", "post__org", "staff", "issued_by__org", "issued_by__type"
    )


def fetch(request, pk):
    """取出令牌 — the words are made and shown now, once."""
    token = get_object_or_404(_mine(request), pk=pk)
    words = actions.fetch(token, by=request.actor)
    return render(request, "api/fetched.html", {"token": token, "words": words})


def give_back(request, pk):
    """交回令牌 — the keeper no longer answers for it, or lost it."""
    token = actions.revoke(get_object_or_404(_mine(request), pk=pk), by=request.actor)
    messages.success(request, _("“%(name)s”的令牌已交回，立即失效。") % {"name": token})
    return redirect("api:mine")


def issue(request):
    """签发令牌 — first who answers for it, then the rest; that person fetches the words."""
    keeper = KeeperForm(request.GET or None)
    if not keeper.is_valid():
        return render(
            request,
            "api/keeper.html",
            {"form": keeper},
            status=200 if request.method == "GET" and not keeper.errors else 422,
        )
    staff = keeper.cleaned_data["person"]
    form = TokenForm(staff, request.POST or None)
    if form.is_valid():
        try:
            actions.issue(by=request.actor, staff=staff, **form.cleaned_data)
            where = request.build_absolute_uri(reverse("api:mine"))
            told = _("令牌已签发，还没有取出。请%(person)s本人登录后到 %(where)s 取出。")
            messages.success(request, told % {"person": staff, "where": where})
            return redirect("api:tokens")
        except Problem as problem:
            field = problem.detail.get("field")
            form.add_error(field if field in form.fields else None, problem.message)
    context = {"form": form, "person": staff}
    return render(request, "api/issue.html", context, status=422 if form.errors else 200)


def revoke(request, pk):
    """吊销令牌 — at once."""
    token = actions.revoke(
        get_object_or_404(Token.objects.select_related("post__region"), pk=pk), by=request.actor
    )
    messages.success(request, _("“%(name)s”的令牌已吊销，立即生效。") % {"name": token})
    return redirect("api:tokens")
