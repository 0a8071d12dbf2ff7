"""Which posts are held by whom, and when."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from onedoor.kit.prepared import Question
from onedoor.posts.models import Post, Staff, Tenure


def live(day: date | None = None) -> Q:
    """The tenures that hold on a day; a rotating one on its weekdays only."""
    day = day or timezone.localdate()
    return (
        Q(since__lte=day)
        & (Q(until__isnull=True) | Q(until__gte=day))
        & (~Q(kind=Tenure.Kind.ROTATING) | Q(weekdays__contains=[day.isoweekday()]))
    )


def posts_held(staff: Staff, day: date | None = None):
    """在任岗位 — the posts this person may act in on a day, in a steady order."""
    held = Tenure.objects.filter(live(day), staff=staff).values("post")
    return (
        Post.objects.filter(pk__in=held)
        .select_related("type", "org", "region")
        .order_by("org__name", "title", "pk")
    )


def tenure_on(staff: Staff, day: date) -> Tenure | None:
    """How this person works on that day: the first of their tenures that holds then."""
    return Tenure.objects.filter(live(day), staff=staff).order_by("since", "pk").first()


def to_choose_from(staff: Staff) -> list[Post]:
    """What somebody may act in today: their own posts before those they are lent to, the longest held first."""
    tenures = Tenure.objects.filter(live(), staff=staff).select_related(
        "post__type", "post__org", "post__region"
    )
    ranked = sorted(tenures, key=lambda one: (one.kind != Tenure.Kind.OWN, one.since, one.post_id))
    return list({one.post_id: one.post for one in ranked}.values())


def held_now(staff: Staff) -> list[Post]:
    """The posts held today: asked at every page, so that an appointment that has ended ends there."""
    return _HELD.all(staff.pk, timezone.localdate())


_HELD = Question(lambda pk: posts_held(Staff(pk=pk)), mark=-1)


def holders(post: Post, day: date | None = None):
    """现任 — the people who hold this post on a day."""
    held = Tenure.objects.filter(live(day), post=post).values("staff")
    return Staff.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")
