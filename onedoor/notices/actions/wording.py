"""Changing the words that residents are told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound
from onedoor.notices.models import Wording
from onedoor.notices.wording import STEPS, checked


@transaction.atomic
def reword(verb: str, text: str, is_sent: bool, *, by, sample: dict[str, str]) -> Wording:
    """修改告知文字 — a new version; the ones before stay readable."""
    if not by.holds("notices.word"):
        raise NotAllowed(_("您现在的岗位不能修改告知文字。"), verb="notices.word")
    if verb not in STEPS:
        raise NotFound(_("没有这一步的告知文字。"))
    text = checked(text, sample)
    last = Wording.objects.filter(verb=verb).order_by("-version").first()
    if last and (last.text, last.is_sent) == (text, is_sent):
        return last
    version = last.version + 1 if last else 1
    return Wording.objects.create(
        verb=verb, version=version, text=text, is_sent=is_sent, at=timezone.now(), post=by.post
    )
