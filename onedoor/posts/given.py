"""Posts that are no person's chair: the residents' door, and the house itself."""

from uuid import UUID

from onedoor.posts.actor import Actor
from onedoor.posts.models import Post


def _post(code: str) -> Post:
    return Post.objects.select_related("type", "org__region", "region").get(type__code=code)


def resident_actor(case_ids: tuple[UUID, ...] = ()) -> Actor:
    """居民 — acts in the portal's post and reaches only the cases opened with code and PIN."""
    return Actor(None, _post("resident"), case_ids=tuple(case_ids))


def system_actor() -> Actor:
    """系统 — clocks and errands act in this post."""
    return Actor(None, _post("system"))
