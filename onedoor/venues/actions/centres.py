"""中心的名片 — where a centre is, when it is open, how to reach it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.posts.models import Org
from onedoor.venues.models import Centre
from onedoor.venues.standing import insist, may_edit


@transaction.atomic
def open_centre(org: Org, *, by, **told) -> Centre:
    """设立中心 — for a unit that receives people and has no centre yet; one a unit."""
    centre = Centre(org=org, region=org.region, **told)
    insist(may_edit(centre, by))
    if org.kind not in (Org.Kind.CENTRE, Org.Kind.TOWN):
        raise NotValid(_("只有综治中心可以设立中心。"), field="org")
    try:
        with transaction.atomic():
            centre.save(force_insert=True)
    except IntegrityError as known:
        raise NotValid(_("%(org)s已经有中心了。") % {"org": org}, field="org") from known
    return centre


@transaction.atomic
def change_centre(centre: Centre, *, by, **told) -> Centre:
    """修改中心 — name, address, directions, hours, telephone, its point on the map."""
    fresh = Centre.objects.select_for_update(of=["self"]).select_related("org", "region").get(pk=centre.pk)
    insist(may_edit(fresh, by))
    for field, value in told.items():
        vars(fresh)[field] = value
    if (fresh.lon is None) != (fresh.lat is None):
        raise NotValid(_("经度和纬度要一起填。"), field="lon")
    fresh.save(update_fields=list(told))
    return fresh
