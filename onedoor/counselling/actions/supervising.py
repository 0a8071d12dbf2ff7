"""督导 — a supervisor never meets a talk by looking for one: somebody gives them its code, and another must agree."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from onedoor.cases.moving import holding
from onedoor.cases.numbering import as_printed
from onedoor.cases.timeline import record
from onedoor.counselling.actions.agreeing import ASKED, LABELS, write
from onedoor.counselling.lifecycle import OPEN
from onedoor.counselling.limits import CODES_A_DAY
from onedoor.counselling.models import Asking, CodeTry, Talk
from onedoor.counselling.standing import SUPERVISE, TALK, insist_on_verb, people_that
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotValid, TooMany

Kind = Asking.Kind


@transaction.atomic
def ask_to_look(*, code: str, reason: str, second, by) -> Asking | None:
    """申请打开 — for a reason, naming the other person. A code that leads nowhere is answered like any other."""
    _check(reason, second, by)
    talk = _of_code(code, by)
    if talk is None:
        return None
    return _ask(talk, Kind.LOOK, by, reason=reason, second=second)


@transaction.atomic
def ask_to_hand(*, code: str, taker, told_on, reason: str, second, by) -> Asking | None:
    """申请换人 — for a person who came with their code, because their counsellor does not; they were told on this day."""
    _check_taker(reason, second, taker, by)
    if told_on > timezone.localdate():
        raise NotValid(_("请先告诉本人，再换人。"), field="told_on")
    talk = _of_code(code, by)
    if talk is None or talk.status not in OPEN or talk.counsellor_id == taker.pk:
        return None
    return _ask(talk, Kind.HAND, by, reason=reason, second=second, taker=taker, told_on=told_on)


@transaction.atomic
def ask_to_hand_all(*, away, taker, reason: str, second, by) -> int:
    """申请全部换人 — of a counsellor who is not there any more, how many and nothing else; each person is told before."""
    _check_taker(reason, second, taker, by)
    if away.pk == taker.pk:
        raise NotValid(_("请选一位别的咨询师。"), field="taker")
    found = Talk.objects.filter(counsellor=away, status__in=OPEN, key__isnull=False).order_by("case")
    talks, batch = list(found.select_related("case")), uuid7()
    with holding(*(talk.case_id for talk in talks)):
        for talk in talks:
            _ask(talk, Kind.HAND, by, reason=reason, second=second, taker=taker, batch=batch)
    return len(talks)


def _of_code(code: str, by) -> Talk | None:
    """So many different codes a day, right or wrong: they follow one another, and whoever tried them all would find one."""
    mark, now = _mark(code), timezone.now()
    CodeTry.objects.filter(at__lt=now - timedelta(days=1)).delete()
    tried = set(CodeTry.objects.filter(staff=by.staff).values_list("digest", flat=True))
    if mark not in tried:
        if len(tried) >= CODES_A_DAY:
            raise TooMany(_("一天之内问过的编号太多了，请明天再来，或请本人的咨询师一起办。"))
        CodeTry(staff=by.staff, digest=mark, at=now).save(force_insert=True)
    return _found(code)


def _mark(code: str) -> str:
    return salted_hmac("onedoor.counselling.code", as_printed(code), algorithm="sha256").hexdigest()


def _found(code: str) -> Talk | None:
    found = Talk.objects.filter(case__code=as_printed(code), key__isnull=False)
    return found.select_related("case").first()


def _check(reason: str, second, by) -> None:
    """Before anything is looked up: a refusal must not tell whether the code leads anywhere."""
    insist_on_verb(by, SUPERVISE)
    if len(reason.strip()) < 4:
        raise NotValid(_("请写明理由。"), field="reason")
    if second not in people_that(TALK, SUPERVISE, besides=by.staff):
        raise NotValid(_("另一人须是别的咨询师或督导，不能是自己。"), field="second")


def _check_taker(reason: str, second, taker, by) -> None:
    _check(reason, second, by)
    if taker not in people_that(TALK, besides=by.staff):
        raise NotValid(_("请选一位别的咨询师。"), field="taker")
    if second == taker:
        raise NotValid(_("另一人不能就是接手的人。"), field="second")


def _ask(talk: Talk, kind: str, by, **told) -> Asking:
    with holding(talk.case_id) as cases:
        asking = write(talk, kind, by=by, **told)
        record(cases[talk.case_id], ASKED, label=LABELS[kind], by=by, about=asking)
    return asking
