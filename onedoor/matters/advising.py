"""承办建议 — whom a matter could be given to and within how many days, each with its reason. A person decides, always.

First a ruling made in a matter like it, then the duty list, then what became of matters like it, then the hint of the
category: the first that names a unit proposes it, and whatever else is known stands beside it.
"""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.cases.models import Case
from onedoor.matters.duty_list import (
    KINDS_OF_PLACE,
    entry_for,
    kind_of_place,
    stands_too_low,
    unit_named_by,
    usual_days,
)
from onedoor.matters.models import Advice, Responsibility
from onedoor.matters.queries.likewise import Custom, custom
from onedoor.matters.queries.precedents import precedent_for
from onedoor.posts.models import Org

Source = Advice.Source


@dataclass
class Proposed:
    """What is proposed for one matter; `unit` is empty when nothing points to one."""

    source: str = ""
    unit: Org | None = None
    assist: list[Org] = field(default_factory=list)
    days: int | None = None
    entry: Responsibility | None = None
    reasons: list[str] = field(default_factory=list)
    days_why: str = ""
    # The practice of the last year, where it went to another unit than the one proposed.
    differs: bool = False
    # This very unit has sent this very matter back before.
    returned: bool = False

    @property
    def why(self) -> str:
        return _("；").join(self.reasons)

    def take(self, source: str, unit: Org, reason: str) -> None:
        """The first source that names a unit proposes it; those after it only say what they know."""
        if self.unit is None:
            self.source, self.unit = source, unit
        self.reasons.append(reason)


def advise(matter) -> Proposed | None:
    """The proposal for this matter, or nothing when neither the list nor the past knows anything of it."""
    if matter.category is None:
        return None
    found = Proposed(entry=entry_for(matter))
    _ask_the_rulings(found, matter)
    _ask_the_list(found, matter)
    if matter.case.secrecy == Case.Secrecy.NORMAL:
        _ask_the_past(found, matter)
    if found.unit is None:
        _ask_the_category(found, matter)
    if found.unit is None and not found.reasons:
        return None
    found.returned = matter.returns.filter(unit=found.unit).exists()
    _set_days(found, matter)
    return found


def advise_on_record(matter) -> Proposed | None:
    """The same in Chinese, whoever asks: what is kept must read the same in ten years."""
    with override("zh-hans"):
        return advise(matter)


def _ask_the_rulings(found: Proposed, matter) -> None:
    ruling = precedent_for(matter.category, matter.case.region)
    if ruling is None or (found.entry and stands_too_low(ruling.owner, found.entry.level)):
        return
    words = {"day": f"{timezone.localdate(ruling.at):%Y-%m-%d}", "unit": ruling.owner}
    found.take(Source.PRECEDENT, ruling.owner, _("先例：%(day)s裁定由%(unit)s负责") % words)


def _ask_the_list(found: Proposed, matter) -> None:
    entry = found.entry
    if entry is None:
        return
    unit = unit_named_by(entry, matter.case.region)
    found.assist = [org for org in entry.assist.all() if org != unit]
    if unit is None:
        found.reasons.append(str(entry))
    else:
        found.take(Source.LIST, unit, str(entry))


def _ask_the_past(found: Proposed, matter) -> None:
    place = kind_of_place(matter.case.region)
    known = custom(matter, [kind for kind, name in KINDS_OF_PLACE.items() if name == place])
    if known is None:
        return
    words = {"count": known.count, "all": known.all, "unit": known.name}
    reason = _("同类事项近一年%(count)s/%(all)s由%(unit)s办理") % words
    unit = _unit_of_custom(found, known)
    if unit:
        found.take(Source.LIKE, unit, reason)
    else:
        found.reasons.append(reason)
    found.differs = bool(found.entry and known.unit and found.unit and known.unit != found.unit.pk)


def _unit_of_custom(found: Proposed, known: Custom) -> Org | None:
    """Whoever had more than half of them, unless the list says that such a unit may not have it."""
    if found.unit or not known.unit or known.count * 2 <= known.all:
        return None
    unit = Org.objects.get(pk=known.unit)
    return None if found.entry and stands_too_low(unit, found.entry.level) else unit


def _ask_the_category(found: Proposed, matter) -> None:
    hint = matter.category.unit_hint
    departments = (
        Org.objects.filter(kind=Org.Kind.DEPARTMENT, name__endswith=hint) if hint else Org.objects.none()
    )
    unit = departments.order_by("code").first()
    if unit:
        found.take(Source.CATALOGUE, unit, _("事项分类里写明通常由%(unit)s办理") % {"unit": hint})


def _set_days(found: Proposed, matter) -> None:
    found.days = usual_days(matter, found.entry)
    found.days_why = _("清单规定") if found.entry and found.entry.days else _("本区服务承诺")
