"""网格配备 — which grid has which worker and which phone; never where anybody is, nor who sends how much."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from onedoor.field.limits import KEPT
from onedoor.field.models import Phone, ServiceLine, Upload
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Post, Staff, Tenure
from onedoor.posts.tenures import live

WORKER = "grid_worker"


@dataclass(frozen=True)
class Seat:
    """One grid's chair: who sits there, each with which phone, what lies unsent on it, what was refused and not put right."""

    post: Post
    tenures: list[Tenure]
    line: str
    phones: list[Phone]
    refused: int

    @property
    def staff(self) -> list[Staff]:
        return [tenure.staff for tenure in self.tenures]

    @property
    def unsent(self) -> list[Phone]:
        return [phone for phone in self.phones if phone.drafts]


def seats_of(by, village: Region | None = None) -> QuerySet[Post]:
    """The grid workers' chairs on the actor's ground, by grid; of one village if asked."""
    path = village.path if village else by.post.region.path
    found = Post.objects.filter(type__code=WORKER, region__path__startswith=path)
    if village and not village.path.startswith(by.post.region.path):
        return found.none()
    held = Tenure.objects.filter(live()).select_related("staff").order_by("since")
    phones = Phone.objects.heard().select_related("staff")
    return (
        found.select_related("region__parent", "org", "service_line")
        .prefetch_related(
            Prefetch("tenures", held, to_attr="held"), Prefetch("phones", phones, to_attr="in_use")
        )
        .order_by("region__path", "pk")
    )


def seats(posts) -> list[Seat]:
    refused = _refused(posts)
    return [
        Seat(post, vars(post)["held"], number_of(post), vars(post)["in_use"], refused.get(post.pk, 0))
        for post in posts
    ]


def _refused(posts) -> dict[int, int]:
    """By chair: what was not taken in, and no other item came for it. Of a month: after that nobody looks for it."""
    another = Upload.objects.filter(post=OuterRef("post"), instead_of=OuterRef("ref"))
    waiting = Upload.objects.filter(
        ~Exists(another), post__in=list(posts), state=Upload.State.REFUSED, at__gte=timezone.now() - KEPT
    )
    counted = waiting.order_by().values("post").annotate(n=Count("pk"))
    return {row["post"]: row["n"] for row in counted}


def number_of(post: Post) -> str:
    """The grid's own number, else its unit's."""
    try:
        return post.service_line.number
    except ServiceLine.DoesNotExist:
        return post.org.phone


def of_grid(code: str) -> tuple[Region, list[Seat]] | None:
    """What anybody may know of a grid: its name, its ground, its workers and their number."""
    region = current(timezone.localdate()).filter(kind=Region.Kind.GRID, code=code).first()
    if region is None:
        return None
    held = Tenure.objects.filter(live(), staff__is_active=True).select_related("staff").order_by("since")
    posts = Post.objects.filter(type__code=WORKER, region=region).select_related(
        "org__parent", "service_line"
    )
    posts = posts.prefetch_related(Prefetch("tenures", held, to_attr="held"))
    return region, [Seat(post, vars(post)["held"], number_of(post), [], 0) for post in posts]
