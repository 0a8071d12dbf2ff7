"""What a resident is told of the errand that somebody runs for them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.tasks.lifecycle import Status
from onedoor.tasks.models import Errand


def told_of(case: Case) -> str:
    """With the code and the PIN of the slip: where it stands, in one sentence; nothing when the case is no errand."""
    errand = Errand.objects.select_related("task__clock").filter(task__case=case, is_own_case=True).first()
    if errand is None:
        return ""
    task = errand.task
    if task.status == Status.DONE:
        words = _("您托人代办的事%(day)s已经办好：%(words)s")
        return words % {"day": _day(task.ended_at), "words": task.result or task.words}
    if task.status == Status.WAIVED:
        return _("您托人代办的事没有办成：%(words)s") % {"words": task.result}
    return _("您托人代办的事正在办，最迟%(day)s办好。") % {"day": _day(task.clock.due_at)}


def _day(moment) -> str:
    return date_format(timezone.localtime(moment), _("n月j日"))
