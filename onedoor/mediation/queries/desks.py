"""调解组织的秘书岗位 — which unit keeps a desk of its own, and which desk is the nearest where none does."""

from onedoor.posts.models import Org, Post

DESK = "mediation_desk"


def has_desk(org: Org) -> bool:
    """Whether somebody there may accept what is brought to it."""
    return Post.objects.filter(type__code=DESK, org=org).exists()


def nearest_desk(region) -> Post | None:
    """The one on whose ground it lies, the smallest ground first; nobody where there is none."""
    desks = Post.objects.filter(type__code=DESK).select_related("type", "org", "region")
    near = [post for post in desks if region.path.startswith(post.region.path)]
    return min(near, key=lambda post: (-len(post.region.path), post.pk), default=None)
