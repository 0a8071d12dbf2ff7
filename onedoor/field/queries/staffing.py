"""网格配备 — which grid has which worker and which phone; never where anybody is, nor who sends how much."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from onedoor.field.models import Phone, ServiceLine
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live

WORKER = "grid_worker"


@dataclass(frozen=True)
class Seat:
    """One grid's chair: who sits there, with which phone, and what lies unsent on it."""

    post: Post
    tenures: list[Tenure]
    phone: Phone | None
    line: str

    @property
    def is_vacant(self) -> bool:
        return not self.tenures


def seats_of(by, village: Region | None = None) -> QuerySet[Post]:
    """The grid workers' chairs on the actor's ground, by grid; of one village if asked."""
    path = village.path if village else by.post.region.path
    found = Post.objects.filter(type__code=WORKER, region__path__startswith=path)
    if village and not village.path.startswith(by.post.region.path):
        return found.none()
    held = Tenure.objects.filter(live()).select_related("staff").order_by("since")
    phones = Phone.objects.live()
    return (
        found.select_related("region__parent", "org", "service_line")
        .prefetch_related(
            Prefetch("tenures", held, to_attr="held"), Prefetch("phones", phones, to_attr="in_use")
        )
        .order_by("region__path", "pk")
    )


def seats(posts) -> list[Seat]:
    return [_seat(post) for post in posts]


def _seat(post: Post) -> Seat:
    told = vars(post)
    phones = told["in_use"]
    return Seat(post, told["held"], phones[0] if phones else None, number_of(post))


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
    return region, [Seat(post, vars(post)["held"], None, number_of(post)) for post in posts]
