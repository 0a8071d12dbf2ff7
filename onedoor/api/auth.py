"""Who is calling: the post that the bearer token belongs to, looked up at every request."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from onedoor.api.models import PARTNER, Token, digest_of
from onedoor.api.pacing import wait_for
from onedoor.kit.problems import TooMany
from onedoor.posts.actor import Actor

WITH = ("post__type", "post__org__region", "post__org__parent", "post__region", "staff")
# `Token.objects.live()` in one statement that costs a tenth of it. `state` tells each row the actor is made of from what
# it was before: PostgreSQL writes a changed row anew, with another transaction (xmin) or another place (ctid).
FIND = """
SELECT t.id, t.per_minute, concat_ws(' ', s.xmin, s.ctid, p.xmin, p.ctid, k.xmin, k.ctid, o.xmin, o.ctid,
       a.xmin, a.ctid, r.xmin, r.ctid, x.xmin, x.ctid) AS state
FROM api_token t
JOIN posts_staff s ON s.id = t.staff_id
JOIN posts_post p ON p.id = t.post_id
JOIN posts_posttype k ON k.id = p.type_id
JOIN posts_org o ON o.id = p.org_id
LEFT JOIN posts_org a ON a.id = o.parent_id
JOIN places_region r ON r.id = p.region_id
JOIN places_region x ON x.id = o.region_id
WHERE t.digest = %(digest)s AND t.revoked_at IS NULL AND t.expires_on >= %(today)s AND s.is_active AND EXISTS (
    SELECT FROM posts_tenure n JOIN posts_post q ON q.id = n.post_id
    WHERE n.staff_id = t.staff_id AND n.kind <> 'rotating' AND n.since <= %(today)s
      AND (n.until IS NULL OR n.until >= %(today)s)
      AND (q.id = p.id OR (k.code = %(partner)s AND q.org_id = p.org_id)))
"""
_actors: dict[int, tuple[str, Actor]] = {}


class TokenAuth(HttpBearer):
    """接口令牌 — the actor is the token's post, and the person who answers for it."""

    def authenticate(self, request, token):
        # Whoever is signed in at a page in the same browser is not who calls here.
        request.actor = None
        with connection.cursor() as cursor:
            today = timezone.localdate()
            cursor.execute(FIND, {"digest": digest_of(token), "today": today, "partner": PARTNER})
            found = cursor.fetchone()
        if found is None:
            return None
        key, per_minute, state = found
        if seconds := wait_for(key, per_minute):
            raise TooMany(
                _("调用太频繁：这个令牌每分钟至多%(count)s次。") % {"count": per_minute}, seconds=seconds
            )
        request.actor = _actor(key, state)
        return request.actor


def _actor(key: int, state: str) -> Actor:
    """The actor made before, when all the rows it was made of are still as they were; else made anew."""
    kept_state, actor = _actors.get(key, ("", None))
    if kept_state != state:
        token = Token.objects.select_related(*WITH).get(pk=key)
        actor = Actor(token.staff, token.post)
        _actors[key] = (state, actor)
    return actor
