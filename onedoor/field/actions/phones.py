"""终端 — given out to whoever holds the post today; ended by the worker, the manager, or whoever guards the keys."""

import base64
import os
import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.field.models import Phone, ServiceLine, digest_of
from onedoor.field.standing import may_manage
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.kit.sealing import Place, open_sealed, seal

SHARE_BYTES = 32
Ended = Phone.Ended


@dataclass(frozen=True)
class Issued:
    """A phone with the two secrets that leave the house once: its token, and the server's half of its key."""

    phone: Phone
    token: str
    share: str
    replaced: Phone | None


@transaction.atomic
def issue(*, by, name: str) -> Issued:
    """启用终端 — the worker's own, at their post; the one they had until now is ended."""
    if by.staff is None or not by.holds("field.phone"):
        raise NotAllowed(_("您现在的岗位不使用网格移动端。"), verb="field.phone")
    # Two tabs at once: the second finds the first one's phone and replaces it.
    type(by.post).objects.select_for_update(no_key=True).get(pk=by.post.pk)
    old = Phone.objects.live().filter(post=by.post, staff=by.staff).first()
    if old:
        _end(old, Ended.REPLACED, by)
    token, share = secrets.token_urlsafe(32), base64.b64encode(os.urandom(SHARE_BYTES)).decode()
    today = timezone.localdate()
    phone = Phone(post=by.post, staff=by.staff, name=name.strip()[:40] or _("手机"), seen_on=today)
    phone.digest, phone.issued_at = digest_of(token), timezone.now()
    phone.shared_at = phone.issued_at
    phone.share_sealed = seal(share, _place(phone))
    phone.save(force_insert=True)
    return Issued(phone, token, share, old)


def share_again(phone: Phone, *, by) -> str:
    """再给钥匙 — to the worker who has signed in anew, for a phone that was neither lost nor ended."""
    if by.staff is None or phone.staff_id != by.staff.pk or phone.post_id != by.post.pk:
        raise NotFound(_("没有这部终端。"))
    if phone.ended_at:
        raise NotNow(_("这部终端已经停用。"))
    return open_sealed(phone.share_sealed, _place(phone))


def lose(phone: Phone, *, by) -> Phone:
    """丢失停用 — at once; what lies on it is never opened again, and wiped when it next hears from us."""
    if not (phone.post_id == by.post.pk or may_manage(phone, by)):
        raise NotFound(_("没有这部终端。"))
    return end(phone, Ended.LOST, by=by)


def leave(phone: Phone, *, by) -> Phone:
    """退出 — the worker signs out of the phone, and it forgets everything."""
    return end(phone, Ended.LEFT, by=by)


@transaction.atomic
def end(phone: Phone, how: str, *, by) -> Phone:
    """停用 — once; a second press finds it done."""
    fresh = Phone.objects.select_for_update(no_key=True).get(pk=phone.pk)
    if fresh.ended_at is None:
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


def note_drafts(phone: Phone, *, count: int, oldest: date | None, by) -> None:
    """未发草稿 — how many lie on the phone, and since when; nothing of what they say."""
    Phone.objects.filter(pk=phone.pk, post=by.post).update(
        drafts=min(count, 999), oldest_draft=oldest if count else None
    )


def _end(phone: Phone, how: str, by) -> None:
    phone.ended_at, phone.ended_how, phone.ended_by = timezone.now(), how, by.post
    # Its half of the key goes with it: what the phone still holds stays noise.
    phone.share_sealed = b""
    phone.save()


def _place(phone: Phone) -> Place:
    return Place(Phone._meta.db_table, "share_sealed", phone.pk)
