"""The demo's switch: on, by two invented people, which every page of it says."""

from django.utils import timezone

from onedoor.posts.actor import Actor
from onedoor.posts.models import Tenure
from onedoor.safety import actions
from onedoor.safety.models import Review

LOGIN = "safety"
NAMES = ("审阅人甲（虚构）", "审阅人乙（虚构）")


def switch_on() -> None:
    """启用 — nobody has read the form: a district of its own begins with it off."""
    seat = Tenure.objects.select_related("staff", "post__type", "post__org__region", "post__region")
    held = seat.get(staff__username=LOGIN)
    by = Actor(held.staff, held.post)
    for name in NAMES:
        actions.confirm_review(
            by=by, name=name, calling=Review.Calling.INVENTED, read_on=timezone.localdate(), unit="演示"
        )
