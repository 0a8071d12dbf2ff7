"""领导接访 — a visitor is put into a leader's day; what the leader wants done is a duty with a clock."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import duties
from onedoor.cases.moving import acting, moving
from onedoor.kit.problems import NotNow, NotValid
from onedoor.reception.lifecycle import OPEN
from onedoor.reception.models import Instruction, LeaderDay, Reception
from onedoor.reception.standing import insist, may_instruct, may_register, reaches


def put_on_day(reception: Reception, *, day, by) -> Reception:
    """排入领导接访日 — the next turn of that day, while there is one."""
    insist(may_register(reception, by))
    said = acting(
        reception,
        "reception.register",
        "reception.put_on_day",
        "排入领导接访日",
        by=by,
        day=day.day.isoformat(),
        office=day.office,
    )
    with said as fresh:
        _be_movable(fresh)
        # Locked after the case, always in this order: the last place is given once.
        day = LeaderDay.objects.select_for_update(of=["self"]).select_related("post__type").get(pk=day.pk)
        _be_coming(day)
        if not reaches(day.post, fresh.case):
            raise NotValid(_("这次来访不在这位领导的岗位范围内，请选别的接访日。"), field="day")
        if day.receptions.exclude(pk=fresh.pk).count() >= day.places:
            raise NotNow(_("%(day)s的接访批数已排满。") % {"day": day})
        last = day.receptions.exclude(pk=fresh.pk).aggregate(last=Max("turn"))["last"] or 0
        fresh.day, fresh.turn = day, last + 1
        fresh.facts_told["turn"] = fresh.turn
    return fresh


def take_off_day(reception: Reception, *, by) -> Reception:
    """移出领导接访日 — before the leader has said anything."""
    insist(may_register(reception, by))
    with acting(reception, "reception.register", "reception.taken_off_day", "移出领导接访日", by=by) as fresh:
        _be_movable(fresh)
        if fresh.day is None:
            raise NotNow(_("这次来访没有排进领导接访日。"))
        fresh.facts_told["day"] = fresh.day.day.isoformat()
        fresh.day = fresh.turn = None
    return fresh


def _be_movable(reception: Reception) -> None:
    if reception.status not in OPEN:
        raise NotNow(_("这次接访%(status)s，不能再改动。") % {"status": reception.get_status_display()})
    if reception.instructions.exists():
        raise NotNow(_("领导已经批示，接访日不能再改。"))


def _be_coming(day: LeaderDay) -> None:
    if day.cancelled_for:
        raise NotNow(_("%(day)s的接访已经取消。") % {"day": day})
    if day.day < timezone.localdate():
        raise NotNow(_("%(day)s已经过去。") % {"day": day})


def instruct(reception: Reception, *, org, words, days, by) -> Instruction:
    """接访批示 — a unit is to do this within so many working days; there may be several."""
    insist(may_instruct(reception, by))
    with moving(reception, "instruct", by=by) as fresh:
        origin = _("领导接访批示：%(office)s") % {"office": fresh.day.office}
        duty = duties.give(fresh.case, org, words, by=by, days=days, origin=origin[:60])
        fresh.facts_told |= {"org": org.pk, "duty": duty.number}
        return Instruction.objects.create(reception=fresh, post=by.post, duty=duty, at=timezone.now())
