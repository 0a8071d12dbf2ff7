"""Giving out, fetching and taking back tokens. Whoever gives one out never sees its words: only the keeper does."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.api.models import FEWEST, MOST, PARTNER, Token, answering, digest_of
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.posts.models import PostType, Tenure

LONGEST = timedelta(days=365)


def issue(*, by, post, staff, name: str, expires_on, per_minute: int = 600) -> Token:
    """签发令牌 — it opens nothing until the person who answers for it has fetched its words."""
    _require(by, post)
    if not timezone.localdate() < expires_on <= timezone.localdate() + LONGEST:
        raise NotValid(_("到期日须在明天至一年之内。"), field="expires_on")
    if not FEWEST <= per_minute <= MOST:
        raise NotValid(
            _("每分钟次数须在%(fewest)s至%(most)s之间。") % {"fewest": FEWEST, "most": MOST},
            field="per_minute",
        )
    _require_answerable(post, staff)
    return Token.objects.create(
        post=post,
        staff=staff,
        name=name,
        per_minute=per_minute,
        issued_by=by.post,
        expires_on=expires_on,
    )


def fetch(token: Token, *, by) -> str:
    """取出令牌 — by the person who answers for it and nobody else; the words are made now, shown once, kept nowhere."""
    if by.staff != token.staff:
        raise NotAllowed(_("令牌由责任人本人取出。"))
    held = Token.objects.filter(pk=token.pk)
    if not held.in_force().exists():
        raise NotNow(_("这个令牌已经失效，请安全管理员重新签发。"))
    words = "od_" + secrets.token_urlsafe(32)
    if not held.filter(digest=None).update(digest=digest_of(words)):
        raise NotNow(_("这个令牌已经取出过，不再显示：遗失或不是您本人取的，请立即交回。"))
    return words


def revoke(token: Token, *, by) -> Token:
    """吊销令牌 — it stops working with the next request; the first revocation stands. The keeper may always give it back."""
    if by.staff != token.staff:
        _require(by, token.post)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), by.post
        token.save(update_fields=["revoked_at", "revoked_by"])
    return token


def _require(by, post) -> None:
    """A token hands on its post's rights, so it is bound as an appointment is: by place and by clearance."""
    if not by.holds("api.token"):
        raise NotAllowed(_("您现在的岗位不能管理接口令牌。"), verb="api.token")
    if not post.region.path.startswith(by.post.region.path):
        raise NotAllowed(_("“%(region)s”超出您的管理范围。") % {"region": post.region}, field="post")
    if beyond := sorted(set(post.clearances) - set(by.post.clearances)):
        raise NotAllowed(
            _("不能授予自己没有的密级权限：%(names)s。") % {"names": "、".join(beyond)}, field="post"
        )


def _require_answerable(post, staff) -> None:
    """A token acts in a business post; whoever holds it answers for it, at a partner's post somebody of that unit."""
    kind = post.type
    if kind.duty != PostType.Duty.BUSINESS or not (kind.is_for_people or kind.code == PARTNER):
        raise NotValid(_("“%(post)s”不能使用接口令牌。") % {"post": post}, field="post")
    seats = Tenure.objects.filter(answering(), staff=staff)
    seated = seats.filter(post__org=post.org) if kind.code == PARTNER else seats.filter(post=post)
    if not staff.is_active or not seated.exists():
        if kind.code == PARTNER:
            raise NotValid(_("责任人现在不在%(org)s任职。") % {"org": post.org}, field="staff")
        raise NotValid(_("责任人现在不在这个岗位上（轮驻不算）。"), field="staff")
