"""The checklist of a hall: the six ones and what else there is, how each was found today, and what is being mended."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre, Equipment, EquipmentCheck, Fault

MOST_FAULTS = 20


class FaultLine(NamedTuple):
    """A fault, the code of the matter it became, and where that is read by whoever may."""

    fault: Fault
    words: str
    code: str
    link: str


class Line(NamedTuple):
    """One thing of the checklist; `thing` is none where one of the six is missing."""

    label: str
    thing: Equipment | None
    last: EquipmentCheck | None
    is_checked_today: bool
    fault: FaultLine | None


def checklist(centre: Centre, by) -> list[Line]:
    """六个一 — first the six, whether there or not, then the rest."""
    things = list(centre.equipment.filter(is_kept=True))
    last = _last_checks(things)
    faults = {line.fault.equipment_id: line for line in faults_of(centre, by, is_open=True)}
    lines = [_line(thing, last.get(thing.pk), faults.get(thing.pk)) for thing in things]
    order: dict[str, int] = {kind: place for place, kind in enumerate(Equipment.Kind)}
    missing = set(Equipment.SIX_ONES) - {thing.kind for thing in things}
    lines += [Line(str(kind.label), None, None, False, None) for kind in missing]
    kinds = {str(kind.label): order[kind] for kind in Equipment.Kind}
    return sorted(lines, key=lambda line: order[line.thing.kind] if line.thing else kinds[line.label])


def _line(thing: Equipment, last: EquipmentCheck | None, fault: FaultLine | None) -> Line:
    return Line(str(thing), thing, last, last is not None and last.day == timezone.localdate(), fault)


def _last_checks(things) -> dict[int, EquipmentCheck]:
    checks = EquipmentCheck.objects.filter(equipment__in=things).select_related("post__org")
    return {one.equipment_id: one for one in checks.order_by("equipment_id", "-day").distinct("equipment_id")}


def faults_of(centre: Centre, by, *, is_open: bool = False) -> list[FaultLine]:
    """The latest first. Of a matter that was sealed since, whoever may not open it reads nothing."""
    found = Fault.objects.filter(equipment__centre=centre).select_related(
        "equipment", "taken_up", "post__org"
    )
    found = found.filter(ended_at=None) if is_open else found
    faults = list(found.order_by("-at")[:MOST_FAULTS])
    codes = [fault.taken_up_id for fault in faults if fault.taken_up_id]
    mine = set(cases_for(by).filter(pk__in=codes).values_list("pk", flat=True))
    return [_fault_line(fault, mine) for fault in faults]


def _fault_line(fault: Fault, mine) -> FaultLine:
    case = fault.taken_up
    if case is None:
        return FaultLine(fault, fault.words, "", "")
    if case.secrecy != Case.Secrecy.NORMAL and case.pk not in mine:
        return FaultLine(fault, _("保密事项"), "", "")
    return FaultLine(fault, fault.words, case.code, f"/cases/{case.code}/" if case.pk in mine else "")


def find_equipment(key: int) -> Equipment:
    found = Equipment.objects.select_related("centre__org", "centre__region").filter(pk=key).first()
    if found is None:
        raise NotFound(_("没有这件设施。"))
    return found


def checked_since(centre: Centre, moment: datetime) -> int:
    """How many of the hall's things somebody has looked at since."""
    return EquipmentCheck.objects.filter(
        equipment__centre=centre, equipment__is_kept=True, at__gte=moment
    ).count()
