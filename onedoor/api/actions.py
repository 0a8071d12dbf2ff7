"""Giving out and taking back tokens."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.api.models import Token, digest_of
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.posts.tenures import posts_held

LONGEST = timedelta(days=365)


def issue(*, by, post, staff, name: str, expires_on) -> tuple[Token, str]:
    """签发令牌 — the words of the token are shown once and kept nowhere."""
    _require(by)
    if not timezone.localdate() < expires_on <= timezone.localdate() + LONGEST:
        raise NotValid(_("到期日须在明天至一年之内。"))
    if post not in posts_held(staff):
        raise NotValid(_("责任人现在不在这个岗位上。"))
    words = "od_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        post=post, staff=staff, name=name, digest=digest_of(words), issued_by=by.post, expires_on=expires_on
    )
    return token, words


def revoke(token: Token, *, by) -> Token:
    """吊销令牌 — it stops working with the next request."""
    _require(by)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    return token


def _require(by) -> None:
    if not by.holds("api.token"):
        raise NotAllowed(_("您现在的岗位不能管理接口令牌。"))
