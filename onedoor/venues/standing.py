"""Where an actor stands to a centre, its rooms and its equipment: the words of a refusal, or nothing.

A room is for the units on one line of the tree: a street's people may book at the district's centre, the district's at a
street's; two streets keep to their own. A centre is kept by its own people and by the level above.
"""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.posts.models import Org
from onedoor.venues.models import Booking, Centre

CHECKERS = ("hall.receive", "venues.edit")


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def keeps(centre: Centre, by) -> bool:
    """Whether the actor's unit looks after the centre: its own, or a centre above it."""
    org = by.post.org
    return org.kind != Org.Kind.DEPARTMENT and centre.region.path.startswith(org.region.path)


def may_edit(centre: Centre, by) -> str:
    if not by.holds("venues.edit"):
        return _("您现在的岗位不能设置中心、场所与设施。")
    return "" if keeps(centre, by) else _("%(centre)s由本中心或上级中心设置。") % {"centre": centre}


def looks_after_a_hall(by) -> bool:
    return by.post.org.kind != Org.Kind.DEPARTMENT and any(by.holds(verb) for verb in CHECKERS)


def may_check(centre: Centre, by) -> str:
    if not looks_after_a_hall(by):
        return _("您现在的岗位不检查大厅设施。")
    return "" if keeps(centre, by) else _("%(centre)s的设施由本中心检查。") % {"centre": centre}


def may_book(centre: Centre, by) -> str:
    if by.trusted:
        return ""
    if not by.holds("venues.book"):
        return _("您现在的岗位不能预订场所。")
    here, there = by.post.org.region.path, centre.region.path
    if here.startswith(there) or there.startswith(here):
        return ""
    return _("%(centre)s的场所由本辖区的单位预订，请预订本单位所在的中心。") % {"centre": centre}


def may_change(booking: Booking, by) -> str:
    """The unit that booked; or the centre whose room it is. What is only occupied is let go by what occupied it alone."""
    if (org := booking.org) is None:
        return _("这段时间已占用，不能在这里改。")
    if by.trusted or org == by.post.org and by.holds("venues.book"):
        return ""
    centre = booking.room.centre
    holds = by.holds("venues.book") or by.holds("venues.edit")
    if holds and keeps(centre, by):
        return ""
    words = _("这次预订由%(org)s安排，请联系该单位或%(centre)s。")
    return words % {"org": org, "centre": centre}
