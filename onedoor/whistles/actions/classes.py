"""应哨时限 — a holder of the right sets how soon units must answer; whistles already blown keep theirs."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.whistles.models import WhistleClass
from onedoor.whistles.standing import sets_classes


def edit_class(
    within: WhistleClass, *, by, name: str, count: int, unit: str, is_active: bool
) -> WhistleClass:
    """修改应哨时限 — name, how many, of what; one that is not offered any more stays where it was used."""
    if refusal := sets_classes(by):
        raise NotAllowed(refusal, verb="whistle.edit")
    others = WhistleClass.objects.filter(is_active=True).exclude(pk=within.pk)
    if not is_active and not others.exists():
        raise NotValid(_("至少要留一档在用。"))
    within.name, within.count, within.unit, within.is_active = name, count, unit, is_active
    within.save()
    return within
