"""视野 — open cases that nobody who is at work today can see: a sealed case must not fall into a hole."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from onedoor.cases.models import Case
from onedoor.places.tree import subtree_prefixes
from onedoor.posts.models import Post, PostType, Tenure
from onedoor.posts.tenures import live

# Everybody sees the one; the other is meant to be seen by nobody but whom it names.
NOT_ASKED = (Case.Secrecy.NORMAL, Case.Secrecy.TALK)


def unseen() -> QuerySet[Case]:
    """无人可见的在办案卷 — no post that is held today is cleared for its secrecy over its place."""
    sealed = Case.objects.filter(closed_at=None).exclude(secrecy__in=NOT_ASKED)
    secrecies = sealed.order_by().values_list("secrecy", flat=True).distinct()
    return sealed.filter(reduce(or_, (_out_of_sight(secrecy) for secrecy in secrecies), Q(pk=None)))


def _out_of_sight(secrecy: str) -> Q:
    held = Tenure.objects.filter(live()).values("post")
    posts = Post.objects.filter(
        pk__in=held, clearances__contains=[secrecy], type__verbs__contains=["case.see"]
    )
    posts = posts.filter(type__reach=PostType.Reach.REGION).select_related("region")
    paths = {path for post in posts for path in subtree_prefixes(post.region)}
    seen = reduce(or_, (Q(region_path__startswith=path) for path in paths), Q(pk=None))
    return Q(secrecy=secrecy) & ~seen
