"""六个一设施 — what a hall has, and how it was found today."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.venues.models import Centre, Equipment, EquipmentCheck
from onedoor.venues.standing import insist, may_check, may_edit


@transaction.atomic
def enter_equipment(centre: Centre, *, by, **told) -> Equipment:
    """登记设施 — a thing of the hall that is looked at every day."""
    insist(may_edit(centre, by))
    made = Equipment(centre=centre, **told)
    _count(made)
    made.save(force_insert=True)
    return made


@transaction.atomic
def change_equipment(equipment: Equipment, *, by, **told) -> Equipment:
    """修改设施 — its name, number and place; what is kept no more leaves the list, its records stay."""
    fresh = _locked(equipment)
    insist(may_edit(fresh.centre, by))
    for field, value in told.items():
        vars(fresh)[field] = value
    _count(fresh)
    fresh.save(update_fields=list(told))
    return fresh


@transaction.atomic
def check(equipment: Equipment, *, by) -> EquipmentCheck:
    """检查设施 — found in order today, in one tap. What is out of order is reported instead (`report`)."""
    fresh = _locked(equipment)
    insist(may_check(fresh.centre, by))
    if fresh.faults.filter(ended_at=None).exists():
        raise NotNow(_("%(thing)s正在报修，事项办结以后再检查。") % {"thing": fresh})
    fresh.state = Equipment.State.GOOD
    fresh.save(update_fields=["state"])
    return _note(fresh, by)


def _note(equipment: Equipment, by) -> EquipmentCheck:
    found = {"at": timezone.now(), "post": by.post, "state": equipment.state}
    return equipment.checks.update_or_create(day=timezone.localdate(), defaults=found)[0]


def _locked(equipment: Equipment) -> Equipment:
    locked = Equipment.objects.select_for_update(of=["self"]).select_related("centre__org", "centre__region")
    return locked.get(pk=equipment.pk)


def _count(equipment: Equipment) -> None:
    if equipment.count < 1:
        raise NotValid(_("数量最少是1。"), field="count")
