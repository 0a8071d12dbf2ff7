"""Lists bigger than one filter."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from onedoor.posts.models import Org, Post, PostType, Tenure
from onedoor.posts.tenures import live


def orgs_with_chairs(word: str = ""):
    """Organisations by code, each with `chairs` and `empty` ones today."""
    held = Tenure.objects.filter(live(), post=OuterRef("posts"))
    seats = Q(posts__isnull=False) & ~Q(posts__type__code__in=PostType.NOBODYS)
    orgs = Org.objects.select_related("region", "parent").annotate(
        chairs=Count("posts", filter=seats), empty=Count("posts", filter=~Exists(held) & seats)
    )
    if word:
        orgs = orgs.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return orgs.order_by("kind", "code")


def not_over() -> Q:
    """The tenures of today and of days to come."""
    return Q(until__isnull=True) | Q(until__gte=timezone.localdate())


def post_of(code: str) -> Post:
    """The one chair of a type that stands once in a district: 居民端 and 系统."""
    return Post.objects.select_related("type", "org", "region").filter(type__code=code).order_by("pk")[0]
