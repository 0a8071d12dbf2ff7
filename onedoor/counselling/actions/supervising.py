"""督导 — a supervisor never meets a talk by looking for one: somebody gives them its code, and another must agree."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import holding
from onedoor.cases.numbering import as_printed
from onedoor.cases.timeline import record
from onedoor.counselling import sealing
from onedoor.counselling.limits import OPEN_HOURS
from onedoor.counselling.models import Asking, Talk
from onedoor.counselling.standing import SUPERVISE, TALK, insist_on_verb, people_that
from onedoor.kit.problems import NotFound, NotNow, NotValid


@transaction.atomic
def ask_to_look(*, code: str, reason: str, second, by) -> Asking | None:
    """申请打开 — for a reason, naming the other person. A code that leads nowhere is answered like any other."""
    insist_on_verb(by, SUPERVISE)
    if len(reason.strip()) < 4:
        raise NotValid(_("请写明理由。"), field="reason")
    if second not in people_that(TALK, SUPERVISE, besides=by.staff):
        raise NotValid(_("另一人须是别的咨询师或督导，不能是自己。"), field="second")
    talk = Talk.objects.select_related("case").filter(case__code=as_printed(code)).first()
    if talk is None:
        return None
    with holding(talk.case_id):
        asking = Asking(talk=talk, staff=by.staff, post=by.post, second=second, at=timezone.now())
        sealing.put(talk, asking, reason=reason.strip())
        asking.save(force_insert=True)
        record(talk.case, "talk.look_asked", label="督导申请打开", by=by, about=asking)
    return asking


def answer_asking(asking: Asking, *, is_agreed: bool, by) -> Asking:
    """另一人答复 — the person who was named, and nobody for them; a yes lasts a day."""
    if by.staff is None or asking.second_id != by.staff.pk or not (by.holds(TALK) or by.holds(SUPERVISE)):
        raise NotFound(_("没有这份申请。"))
    with holding(asking.talk.case_id) as cases:
        asking = Asking.objects.select_related("talk").get(pk=asking.pk)
        if asking.answered_at:
            raise NotNow(_("这份申请已经答复过了。"))
        asking.answered_at = timezone.now()
        asking.until = asking.answered_at + timedelta(hours=OPEN_HOURS) if is_agreed else None
        asking.save()
        case = cases[asking.talk.case_id]
        record(case, "talk.look_answered", label="督导申请已答复", by=by, about=asking)
    return asking
