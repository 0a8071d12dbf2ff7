"""终端 — given out to whoever holds the post today; ended by the worker, the manager, or whoever guards the keys.

Every time a key leaves the house, and every end, leaves a line for the auditor.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note
from onedoor.field.limits import OFFLINE
from onedoor.field.models import Phone, ServiceLine, digest_of
from onedoor.field.refusals import Live, SignInAgain
from onedoor.field.standing import gone_before, may_manage
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.kit.sealing import Place, open_sealed, seal
from onedoor.posts.sessions import log_out_everywhere

SHARE_BYTES = 32
MOST_DRAFTS = 999
Ended = Phone.Ended


@dataclass(frozen=True)
class Issued:
    """A phone with the two secrets that leave the house once: its token, and the server's half of its key."""

    phone: Phone
    token: str
    share: str
    replaced: Phone | None


@transaction.atomic
def issue(*, by, name: str, replaces: bool = False) -> Issued:
    """启用终端 — the worker's own, at their post. One that they have until now is ended only when they say so."""
    if by.staff is None or not by.holds("field.phone"):
        raise NotAllowed(_("您现在的岗位不使用网格移动端。"), verb="field.phone")
    # Two tabs at once: the second finds the first one's phone.
    type(by.post).objects.select_for_update(no_key=True).get(pk=by.post.pk)
    old = Phone.objects.live().filter(post=by.post, staff=by.staff).first()
    if old and not replaces:
        raise Live(
            _("您已经有一部在用的手机（%(name)s）。换到这一部，那一部发完没发的内容就清空。")
            % {"name": old.name}
        )
    if old:
        _end(old, Ended.REPLACED, by)
    token, share = secrets.token_urlsafe(32), base64.b64encode(os.urandom(SHARE_BYTES)).decode()
    now = timezone.now()
    phone = Phone(post=by.post, staff=by.staff, name=name.strip()[:40] or _("手机"), issued_at=now)
    phone.digest, phone.shared_at, phone.seen_on = digest_of(token), now, timezone.localdate()
    phone.share_sealed = seal(share, _place(phone))
    phone.save(force_insert=True)
    _note(_("启用终端"), phone, by)
    return Issued(phone, token, share, old)


@transaction.atomic
def share_again(phone: Phone, *, signed_in_at: datetime | None, by) -> str:
    """再给钥匙 — once for each time that its worker signs in: whoever guesses PINs needs the password after five."""
    if not _is_own(phone, by):
        raise NotFound(_("没有这部终端。"))
    phone = _held(phone)
    # One that was replaced while it was away from the server has to be opened once more, to send what lies on it.
    if not phone.is_heard:
        raise NotNow(_("这部终端已经停用。"))
    if signed_in_at is None or signed_in_at <= phone.shared_at:
        raise SignInAgain(_("请退出后用账号重新登录一次，再取钥匙。"))
    phone.shared_at = timezone.now()
    phone.save(update_fields=["shared_at"])
    _note(_("再给钥匙"), phone, by)
    return open_sealed(bytes(phone.share_sealed), _place(phone))


@transaction.atomic
def lose(phone: Phone, *, by) -> Phone:
    """丢失停用 — at once, and its worker is signed out everywhere: whoever found the phone may have found them signed in."""
    if not (_is_own(phone, by) or may_manage(phone, by)):
        raise NotFound(_("没有这部终端。"))
    log_out_everywhere(phone.staff)
    return end(phone, Ended.LOST, by=by)


def leave(phone: Phone, *, by) -> Phone:
    """退出 — the worker signs out of the phone, and it forgets everything."""
    return end(phone, Ended.LEFT, by=by)


def end_gone(*, by) -> int:
    """离岗停用 — whose worker has been out of the post for as long as a phone may be without us: what they had not sent waited so long."""
    gone = list(gone_before(timezone.localdate() - OFFLINE))
    for phone in gone:
        end(phone, Ended.GONE, by=by)
    return len(gone)


def drop_keys(*, by) -> int:
    """丢弃钥匙 — of phones that were replaced a fortnight ago: what they still hold stays noise."""
    late = Phone.objects.filter(ended_how=Ended.REPLACED).exclude(pk__in=Phone.objects.heard())
    return late.exclude(share_sealed=b"").update(share_sealed=b"")


@transaction.atomic
def end(phone: Phone, how: str, *, by) -> Phone:
    """停用 — once; a second press finds it done. One that was replaced and still sends can be ended for good."""
    fresh = _held(phone)
    if fresh.is_heard:
        _end(fresh, how, by)
    return fresh


def set_line(post, number: str, *, by) -> ServiceLine:
    """设服务电话 — the number under which residents reach the grid's worker."""
    if not (by.holds("field.phones") and post.region.path.startswith(by.post.region.path)):
        raise NotAllowed(_("这个网格不在您的范围内。"), verb="field.phones")
    return ServiceLine.objects.update_or_create(post=post, defaults={"number": number})[0]


def seen(phone: Phone, *, by) -> None:
    """今天联网 — the day and no more; for whoever has to find out which phone is broken."""
    today = timezone.localdate()
    if phone.seen_on != today:
        Phone.objects.filter(pk=phone.pk, post=by.post).update(seen_on=today)


def note_drafts(phone: Phone, *, count: int, oldest: date | None, kinds: Mapping[str, int], by) -> None:
    """未发草稿 — how many lie on the phone, of which kinds, and since when; nothing of what they say."""
    told = {kind: min(n, MOST_DRAFTS) for kind, n in kinds.items() if n}
    Phone.objects.filter(pk=phone.pk, post=by.post).update(
        drafts=min(count, MOST_DRAFTS),
        oldest_draft=oldest if count else None,
        draft_kinds=told if count else {},
    )


def _is_own(phone: Phone, by) -> bool:
    return by.staff is not None and (phone.staff_id, phone.post_id) == (by.staff.pk, by.post.pk)


def _held(phone: Phone) -> Phone:
    return Phone.objects.whole().select_for_update(of=("self",), no_key=True).get(pk=phone.pk)


def _end(phone: Phone, how: str, by) -> None:
    phone.ended_at, phone.ended_how, phone.ended_by = timezone.now(), how, by.post
    # Its half of the key goes with it: what the phone still holds stays noise. A replaced one may open once more, to send it.
    if how != Ended.REPLACED:
        phone.share_sealed = b""
    phone.save()
    _note(_("停用终端（%(how)s）") % {"how": Ended(how).label}, phone, by)


def _note(words: str, phone: Phone, by) -> None:
    note(Kind.GRANT, by=by, reason=f"{words} {phone.name} {phone.staff.username} {phone.post}"[:200])


def _place(phone: Phone) -> Place:
    return Place(Phone._meta.db_table, "share_sealed", phone.pk)
