"""采集程序密码 — made by whoever fills surveys in, for their own post; shown once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound
from onedoor.surveys.limits import KEY_DAYS
from onedoor.surveys.models import AppKey, digest_of


@dataclass(frozen=True)
class Made:
    """A key with the words that leave the house once."""

    key: AppKey
    words: str


@transaction.atomic
def make_password(*, by) -> Made:
    """生成密码 — the one they had until now ends."""
    if by.staff is None or not by.holds("survey.answer"):
        raise NotAllowed(_("您现在的岗位不填问卷。"), verb="survey.answer")
    # Pressed twice at once: the second waits, and ends the first one's.
    type(by.post).objects.select_for_update().get(pk=by.post.pk)
    now = timezone.now()
    AppKey.objects.filter(post=by.post, staff=by.staff, ended_at=None).update(ended_at=now)
    words = secrets.token_urlsafe(24)
    until = timezone.localdate() + timedelta(days=KEY_DAYS)
    key = AppKey.objects.create(post=by.post, staff=by.staff, digest=digest_of(words), until=until)
    return Made(key, words)


def end_password(*, by) -> None:
    """停用密码 — at once: the phone is lost, or given back."""
    done = AppKey.objects.filter(post=by.post, staff=by.staff, ended_at=None).update(ended_at=timezone.now())
    if not done:
        raise NotFound(_("没有在用的密码。"))
