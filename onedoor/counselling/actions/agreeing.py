"""两人 — one asks with a reason, the other who was named says yes or no: to look, to keep longer, to tell later, to hand on."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting, holding
from onedoor.cases.timeline import record
from onedoor.counselling import sealing
from onedoor.counselling.limits import DELAY_DAYS, GROUNDS, HOLD_DAYS, MOST_DELAYS, OPEN_HOURS
from onedoor.counselling.models import Asking, Handover, Look, Talk
from onedoor.counselling.standing import SUPERVISE, TALK, insist_on_own, people_that, post_of_taker
from onedoor.kit.problems import NotFound, NotNow, NotValid

Kind = Asking.Kind
ASKED = "talk.look_asked"
LABELS: dict[str, str] = {
    Kind.LOOK: "督导申请",
    Kind.HOLD: "申请暂缓销毁",
    Kind.DELAY: "申请推迟告知",
    Kind.HAND: "申请换人",
}


def hold(talk: Talk, *, ground: str, until, reason: str, second, by) -> Asking:
    """申请暂缓销毁 — by law alone, for a time, and the person reads on their page that it was."""
    _check(Kind.HOLD, ground, until, HOLD_DAYS)
    return _ask_own(talk, Kind.HOLD, reason, second, by, ground=ground, wanted_until=until)


def delay(talk: Talk, *, look: Look, ground: str, until, reason: str, second, by) -> Asking:
    """申请推迟告知 — one opening is told to the person later, by law alone; that there is one, they see at once."""
    _check(Kind.DELAY, ground, until, DELAY_DAYS)
    if look.talk_id != talk.pk:
        raise NotFound(_("没有这条记录。"))
    if look.delays.exclude(until=None).count() >= MOST_DELAYS:
        raise NotNow(_("这一条已经推迟过两次，到期必须告诉本人。"))
    return _ask_own(talk, Kind.DELAY, reason, second, by, look=look, ground=ground, wanted_until=until)


def answer_asking(asking: Asking, *, is_agreed: bool, by) -> Asking:
    """另一人答复 — the person who was named, and nobody for them; what was asked in one go is answered in one go."""
    if by.staff is None or asking.second_id != by.staff.pk or not (by.holds(TALK) or by.holds(SUPERVISE)):
        raise NotFound(_("没有这份申请。"))
    batch = Asking.objects.filter(batch=asking.batch)
    with holding(*batch.values_list("talk__case", flat=True)) as cases:
        for one in batch.select_related("talk__case").order_by("pk"):
            if one.answered_at:
                raise NotNow(_("这份申请已经答复过了。"))
            _answer(one, is_agreed, cases[one.talk.case_id], by)
    asking.refresh_from_db()
    return asking


def write(talk: Talk, kind: str, *, reason: str, second, by, **more) -> Asking:
    """写下申请 — the reason sealed under the key of the talk, and the other person's name. Inside the talk's lock."""
    if len(reason.strip()) < 4:
        raise NotValid(_("请写明理由。"), field="reason")
    if second not in people_that(TALK, SUPERVISE, besides=by.staff):
        raise NotValid(_("另一人须是别的咨询师或督导，不能是自己。"), field="second")
    asking = Asking(
        talk=talk, kind=kind, staff=by.staff, post=by.post, second=second, at=timezone.now(), **more
    )
    sealing.put(talk, asking, reason=reason.strip())
    asking.save(force_insert=True)
    return asking


def _check(kind: str, ground: str, until, most: int) -> None:
    today = timezone.localdate()
    if ground not in GROUNDS[kind]:
        raise NotValid(_("请选择法律依据。"), field="ground")
    if not today < until <= today + timedelta(days=most):
        raise NotValid(_("到期那天须在今天以后，最多%(most)s天。") % {"most": most}, field="until")


@transaction.atomic
def _ask_own(talk: Talk, kind: str, reason: str, second, by, **more) -> Asking:
    insist_on_own(talk, by)
    with acting(talk, TALK, ASKED, LABELS[kind], by=by) as fresh:
        return write(fresh, kind, reason=reason, second=second, by=by, **more)


def _answer(asking: Asking, is_agreed: bool, case, by) -> None:
    asking.answered_at = now = timezone.now()
    asking.until = _end_of(asking, now) if is_agreed else None
    asking.save()
    record(case, "talk.look_answered", label="申请已答复", by=by, about=asking)
    if is_agreed and asking.kind == Kind.HAND:
        _offer(asking)


def _end_of(asking: Asking, now: datetime) -> datetime:
    if asking.wanted_until:
        return timezone.make_aware(datetime.combine(asking.wanted_until + timedelta(days=1), time.min))
    return now + timedelta(hours=OPEN_HOURS)


def _offer(asking: Asking) -> None:
    """What two people agreed on lies before the taker; one offer a talk."""
    if asking.talk.handovers.filter(taken_at=None, declined_at=None).exists():
        return
    Handover(
        talk=asking.talk,
        giver=asking.talk.counsellor,
        taker=asking.taker,
        post=post_of_taker(asking.taker),
        told_on=asking.told_on,
        asking=asking,
        offered_at=timezone.now(),
    ).save(force_insert=True)
