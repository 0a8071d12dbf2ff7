"""Who is calling: the post that the bearer token belongs to, looked up at every request."""

from django.utils import timezone
from ninja.security import HttpBearer

from onedoor.api.models import Token, digest_of
from onedoor.posts.actor import Actor

WITH = ("post__type", "post__org__region", "post__org__parent", "post__region", "staff")


class TokenAuth(HttpBearer):
    """A token of a live post; the actor is its post, and the person who answers for it."""

    def authenticate(self, request, token):
        live = Token.objects.filter(revoked_at=None, expires_on__gte=timezone.localdate(), staff__is_active=True)
        found = live.filter(digest=digest_of(token)).select_related(*WITH).first()
        if found is None:
            return None
        request.actor = Actor(found.staff, found.post)
        return request.actor
