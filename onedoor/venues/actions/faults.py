"""设施报修 — what is out of order becomes a matter in one press, and is over when the matter is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Involvement, Link, Paper
from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import draft_cases, involve
from onedoor.cases.papers import add_paper
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.venues.models import Equipment, Fault
from onedoor.venues.standing import insist, may_check


@transaction.atomic
def report(equipment: Equipment, *, words: str, photos=(), by) -> Fault:
    """设施报修 — said once a thing; `config.reactions` makes it a matter at once."""
    locked = Equipment.objects.select_for_update(of=["self"]).select_related("centre__org", "centre__region")
    fresh = locked.get(pk=equipment.pk)
    insist(may_check(fresh.centre, by))
    if not words.strip():
        raise NotValid(_("请写明哪里坏了。"), field="words")
    known = fresh.faults.filter(ended_at=None).select_related("taken_up").first()
    if known:
        code = known.taken_up.code if known.taken_up else known.case.code
        words = _("%(thing)s已经报修过了，编号%(code)s，没有重复登记。")
        raise NotNow(words % {"thing": fresh, "code": code})
    fault = _open(fresh, words.strip(), by)
    case = fault.taken_up or fault.case
    for photo in photos:
        add_paper(case, photo, kind=Paper.Kind.REQUEST, by=by)
    return fault


def _open(equipment: Equipment, words: str, by) -> Fault:
    """The fault, in a case of its own at the centre, on whose timeline it is told."""
    centre, now = equipment.centre, timezone.now()
    titled = [(f"设施故障：{equipment}", centre.region, Case.Secrecy.NORMAL)]
    (case,) = draft_cases(titled, by=by, at=now)
    case.save(force_insert=True)
    involve(case, centre.org, Involvement.Role.LEAD)
    told = {"equipment": equipment, "case": case, "words": words, "at": now}
    fault = Fault.objects.create(**told, post=by.post, staff=by.staff)
    equipment.state = Equipment.State.FAULTY
    equipment.save(update_fields=["state"])
    found = {"at": now, "post": by.post, "state": equipment.state}
    equipment.checks.update_or_create(day=timezone.localdate(), defaults=found)
    with holding(case.pk):
        record(case, "fault.reported", label="设施报修", by=by, about=fault, equipment=equipment.pk)
    fault.refresh_from_db()
    return fault


def take_up(fault: Fault, case: Case, *, by) -> None:
    """转为事项 — the matter that a fault became; called by the reaction that registers it."""
    Fault.objects.filter(pk=fault.pk, taken_up=None).update(taken_up=case)
    case.links.create(kind=Link.Kind.FOUND, other=fault.case, at=timezone.now(), reason="设施报修")


def end_fault(fault: Fault, *, by, is_mended: bool) -> Fault:
    """报修了结 — its matter has ended: mended, or not. Asked again, nothing happens."""
    verb, label = ("fault.mended", "故障修复") if is_mended else ("fault.left", "报修未能修复")
    with holding(fault.case_id):
        if Fault.objects.exclude(ended_at=None).filter(pk=fault.pk).exists():
            return fault
        with acting(fault, "matter.close", verb, label, by=by) as fresh:
            fresh.ended_at, fresh.is_mended = timezone.now(), is_mended
            fresh.case.closed_at = fresh.ended_at
            fresh.case.save(update_fields=["closed_at"])
        if is_mended:
            Equipment.objects.filter(pk=fresh.equipment_id).update(state=Equipment.State.GOOD)
    return fresh
