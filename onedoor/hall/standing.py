"""Where a post stands to a hall: seconded units reach the district's, a town's clerk their own town's."""

from django.utils.translation import gettext as _

from onedoor.hall.models import Sitting, Window
from onedoor.kit.problems import NotAllowed
from onedoor.venues.models import Centre


def works_at(by, centre: Centre) -> bool:
    """Whether the post's ground holds this hall: seconded units reach the district, a town's clerk their own town."""
    return any(centre.region.path.startswith(prefix) for prefix in by.prefixes)


def insist_at(by, verb: str, centre: Centre) -> None:
    if not (by.trusted or (by.holds(verb) and works_at(by, centre))):
        raise NotAllowed(_("您现在的岗位不能在“%(centre)s”做这一步。") % {"centre": centre.name}, verb=verb)


def seated(window: Window | None, *, by) -> Sitting:
    """Whoever calls must sit there: the record says in whose post somebody was served."""
    if window is None:
        raise NotAllowed(_("这个号不在您的窗口。"), verb="hall.serve")
    insist_at(by, "hall.serve", window.centre)
    sitting = Sitting.objects.now().filter(window=window).first()
    if sitting is None or by.staff is None or sitting.staff_id != by.staff.pk:
        raise NotAllowed(_("您不在%(window)s，请先入座。") % {"window": window}, verb="hall.serve")
    return sitting
