"""Which ground is meant by whoever sends: their own, or a part of it."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.places.models import Region
from onedoor.places.tree import by_code


def ground_named(code: str, by) -> Region:
    """Their own grid unless they say another of their ground."""
    if not code:
        return by.post.region
    found = by_code(code)
    if found is None or not found.path.startswith(by.post.region.path):
        raise NotAllowed(_("这个地方不在您的网格里，请选择本网格，或打电话告诉中心。"))
    return found
