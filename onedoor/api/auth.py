"""Who is calling: the post that the bearer token belongs to, looked up at every request."""

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from onedoor.api.models import Token, digest_of
from onedoor.api.pacing import wait_for
from onedoor.kit.prepared import Question
from onedoor.kit.problems import TooMany
from onedoor.posts.actor import Actor

WITH = ("post__type", "post__org__region", "post__org__parent", "post__region", "staff")
LIVE = Question(lambda digest: Token.objects.live().filter(digest=digest).select_related(*WITH).order_by())


class TokenAuth(HttpBearer):
    """接口令牌 — the actor is the token's post, and the person who answers for it."""

    def authenticate(self, request, token):
        # Whoever is signed in at a page in the same browser is not who calls here.
        request.actor = None
        found = LIVE.first(digest_of(token), timezone.localdate())
        if found is None:
            return None
        if seconds := wait_for(found.pk, found.per_minute):
            raise TooMany(
                _("调用太频繁：这个令牌每分钟至多%(count)s次。") % {"count": found.per_minute},
                seconds=seconds,
            )
        request.actor = Actor(found.staff, found.post)
        return request.actor
