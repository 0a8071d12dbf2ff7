"""Where a matter may be put by hand: the villages and grids around it, or a place found by its name."""

from django.db.models import F, Value
from django.utils.translation import gettext as _

from onedoor.cases.queries import place_of
from onedoor.kit.problems import NotValid
from onedoor.matters.queries.names import in_order
from onedoor.places.addresses import TOWNS, VILLAGES
from onedoor.places.models import Region
from onedoor.places.tree import ancestors, current

# Of namesakes so many are told.
TOLD, MANY = 5, 50


def offered_for(region: Region) -> list:
    """Choices of a select: each village or community of the region's own town with its grids.

    What has not been placed in any town may go to a village of any; its grid is found from there.
    """
    town = next((one for one in [*ancestors(region), region] if one.kind in TOWNS), None)
    heads, kinds = (VILLAGES, [*VILLAGES, Region.Kind.GRID]) if town else (TOWNS, [*TOWNS, *VILLAGES])
    below = current().filter(path__startswith=(town or region).path, kind__in=kinds)
    choices: list = [("", _("不改动"))]
    group: list = []
    for one in below.order_by("path"):
        if one.kind in heads:
            group = [(one.code, _("%(place)s（整个）") % {"place": one.name})]
            choices.append((one.name, group))
        elif group:
            group.append((one.code, one.name))
        else:
            choices.append((one.code, one.name))
    return choices


def place_called(typed: str) -> Region:
    """The one village, community or grid of that name; the names of those above may stand before it."""
    typed = "".join(typed.replace("·", " ").split())
    named = current().filter(kind__in=[*VILLAGES, Region.Kind.GRID]).alias(typed=Value(typed))
    rows = list(named.filter(name=typed)) or list(named.filter(typed__endswith=F("name")))
    rows = rows or list(named.filter(name__contains=typed)[:MANY])
    found = {place_of(one.pk): one for one in rows}
    fitting = {name: one for name, one in found.items() if in_order(typed, name)}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if not fitting:
        raise NotValid(_("没有叫“%(name)s”的村、社区或网格。") % {"name": typed})
    told = _("、").join(list(fitting)[:TOLD])
    raise NotValid(_("叫这个名称的不止一处，请在前面写上镇街、村：%(names)s") % {"names": told})
