"""到期清除 — answers are kept as long as was said when people were asked, and not a day longer."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from onedoor.audit.actions import Kind, note
from onedoor.surveys.models import Answer, AppKey, Survey


def forget(*, by) -> int:
    """清除到期的答卷 — with their photos; the survey stays, with how many there were. And passwords long ended."""
    today, gone = timezone.localdate(), 0
    AppKey.objects.filter(until__lt=today - timedelta(days=30)).delete()
    due = Survey.objects.published().filter(erased_at=None, ends_on__lt=today)
    for key, ends_on, days in due.values_list("pk", "ends_on", "keep_days"):
        if ends_on + timedelta(days=days) < today:
            gone += _forget(key, by)
    return gone


@transaction.atomic
def _forget(key, by) -> int:
    survey = Survey.objects.select_for_update().get(pk=key)
    if survey.erased_at:
        return 0
    for row in Answer.objects.filter(reply__survey=survey).exclude(file=""):
        transaction.on_commit(partial(row.file.delete, save=False))
    survey.erased = survey.replies.count()
    survey.replies.all().delete()
    survey.erased_at = timezone.now()
    survey.save(update_fields=["erased", "erased_at"])
    note(Kind.ERASE, by=by, fields=("text",), reason=f"问卷{survey.code}到期，清除{survey.erased}份答卷")
    return survey.erased
