"""Pages about grids and phones: for the grid manager who has the workers, and for anybody who looks for theirs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.field import actions
from onedoor.field.forms import LineForm, LookForm
from onedoor.field.models import Phone
from onedoor.field.queries import staffing
from onedoor.kit.problems import NotFound
from onedoor.places.locating import grid_of
from onedoor.places.models import Region
from onedoor.places.tree import by_code, chain_name

SIZE = 40


def workers(request):
    """网格员与终端 — by grid: who is there, which phone, what lies unsent."""
    asked = request.GET.get("village", "")
    village = by_code(asked) if asked else None
    page = Paginator(staffing.seats_of(request.actor, village), SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "seats": staffing.seats(page.object_list), "village": village}
    return render(request, "field/workers.html", context)


def _post(request, pk):
    found = staffing.seats_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def seat(request, pk):
    """一个网格 — its worker, its phone, its number; where the number is set and a lost phone is ended."""
    post = _post(request, pk)
    form = LineForm(request.POST or None, initial={"number": staffing.number_of(post)})
    if request.method == "POST" and form.is_valid():
        actions.set_line(post, form.cleaned_data["number"], by=request.actor)
        messages.success(request, _("已保存，居民在网格页面上看到的就是这个电话。"))
        return redirect("field:seat", post.pk)
    context = {"seat": staffing.seats([post])[0], "form": form, "past": _past(post)}
    return render(request, "field/seat.html", context, status=422 if form.errors else 200)


def _past(post):
    return post.phones.exclude(pk__in=Phone.objects.heard()).select_related("staff", "ended_by")[:10]


def end_phone(request, pk):
    """丢失停用 — one press, no question: a phone that is found again is simply given out anew."""
    phone = Phone.objects.whole().filter(pk=pk).first()
    if phone is None:
        raise NotFound
    actions.lose(phone, by=request.actor)
    messages.success(
        request, _("已停用，本人的登录也都退出了。手机下次联网时自动清空；本人用账号重新登录即可换新手机。")
    )
    back = request.actor.holds("field.phones")
    return redirect("field:seat", phone.post_id) if back else redirect("field:lost_phones")


def lost_phones(request):
    """停用终端 — for whoever guards the posts: find a worker's phone by login, end it."""
    login = request.GET.get("login", "").strip()
    near = {"post__region__path__startswith": request.actor.post.region.path}
    found = Phone.objects.heard().whole().filter(staff__username__iexact=login, **near) if login else []
    return render(request, "field/lost_phones.html", {"login": login, "found": found})


def find_grid(request):
    """找我的网格 — by an address; it is kept nowhere, not in an address line either."""
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        region = grid_of(None, form.cleaned_data["address"]).region
        if region.kind == Region.Kind.GRID:
            return redirect("field:grid", region.code)
        form.add_error("address", _("没找到是哪个网格，请写上社区或村名，例如“进步巷社区”。"))
    return render(request, "field/find_grid.html", {"form": form}, status=422 if form.errors else 200)


def grid(request, code):
    """网格 — its name, its ground, who serves it and how they are reached."""
    found = staffing.of_grid(code)
    if found is None:
        raise NotFound
    region, seats = found
    context = {"region": region, "chain": chain_name(region), "seats": seats}
    return render(request, "field/grid.html", context)
