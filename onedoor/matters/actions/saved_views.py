"""常用筛选 — keeping the filters of a list under a name, and giving them up again."""

from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.matters.models import SavedView

MOST = 20
LONGEST = 600


def keep_view(name: str, query: str, *, by, known) -> SavedView:
    """存为常用 — the filters of `query` that a list knows, for this person; a name used again is given the new ones."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 20:
        raise NotValid(_("请给这组条件起个名字，最多20个字。"), field="name")
    kept = urlencode([(field, value) for field, value in parse_qsl(query) if field in known])
    if not kept or len(kept) > LONGEST:
        raise NotValid(_("请先选好筛选条件，再存为常用。"), field="name")
    views = SavedView.objects.filter(staff=by.staff)
    if views.count() >= MOST and not views.filter(name=name).exists():
        raise NotValid(_("最多存%(most)s组，请先删去不用的。") % {"most": MOST}, field="name")
    return SavedView.objects.update_or_create(staff=by.staff, name=name, defaults={"query": kept})[0]


def drop_view(pk: int, *, by) -> None:
    """删去常用 — one's own only; what is already gone is gone."""
    SavedView.objects.filter(pk=pk, staff=by.staff).delete()
