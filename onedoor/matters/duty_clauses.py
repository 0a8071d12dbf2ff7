"""An entry of the duty list before it is written: what is wrong with it, and what it changes."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.matters.duty_list import Level, Place, stands_too_low
from onedoor.matters.models import Category, Responsibility
from onedoor.matters.models.responsibility import MOST_DAYS
from onedoor.posts.models import Org

MOST_NUMBER = 9999


@dataclass(frozen=True)
class Clause:
    """What an entry is to say; `starts` empty leaves the day to whoever writes it."""

    number: int
    category: Category
    level: str
    lead: Org | None
    basis: str
    place: str = Place.ANY
    assist: tuple[Org, ...] = ()
    days: int | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def begins(self) -> date:
        """The day from which it holds; asked of one that has been given its day."""
        if self.starts is None:
            raise ValueError("an entry without its day")
        return self.starts


def wrong_with(clause: Clause) -> list[tuple[str, str]]:
    """(field, words) of everything about it that cannot be, whatever else the list says."""
    checks = (
        _wrong_number,
        _wrong_category,
        _wrong_lead,
        _wrong_assist,
        _wrong_basis,
        _wrong_days,
        _wrong_end,
    )
    return [(field, words) for field, words in (check(clause) for check in checks) if words]


def _wrong_number(clause: Clause) -> tuple[str, str]:
    ok = 1 <= clause.number <= MOST_NUMBER
    return "number", "" if ok else _("项号应是1到%(most)s之间的整数。") % {"most": MOST_NUMBER}


def _wrong_category(clause: Clause) -> tuple[str, str]:
    today = timezone.localdate()
    until = clause.category.valid_until
    words = _("“%(name)s”已经停用，请改用现行的分类。") % {"name": clause.category.name}
    return "category", words if until and until < today else ""


def _wrong_lead(clause: Clause) -> tuple[str, str]:
    if clause.lead is None:
        needed = clause.level == Level.DISTRICT
        return "lead", _("区级事项要写明主办单位，不能写属地。") if needed else ""
    words = {"unit": clause.lead, "level": Level(clause.level).label}
    low = stands_too_low(clause.lead, clause.level)
    return "lead", _("责任层级是%(level)s，主办单位%(unit)s却低于这一级。") % words if low else ""


def _wrong_assist(clause: Clause) -> tuple[str, str]:
    twice = clause.lead in clause.assist
    return "assist", _("%(unit)s已是主办单位，不能同时协办。") % {"unit": clause.lead} if twice else ""


def _wrong_basis(clause: Clause) -> tuple[str, str]:
    if not clause.basis:
        return "basis", _("请写明依据：哪部法规、文件或三定规定的哪一条。")
    most = Responsibility._meta.get_field("basis").max_length
    return "basis", _("依据太长，最多%(most)s个字。") % {"most": most} if len(clause.basis) > most else ""


def _wrong_days(clause: Clause) -> tuple[str, str]:
    ok = clause.days is None or 1 <= clause.days <= MOST_DAYS
    return "days", "" if ok else _("限期应是1到%(most)s之间的工作日数。") % {"most": MOST_DAYS}


def _wrong_end(clause: Clause) -> tuple[str, str]:
    starts = clause.starts or timezone.localdate()
    ok = clause.ends is None or clause.ends > starts
    return "ends", "" if ok else _("停用日期要晚于启用日期%(day)s。") % {"day": starts}


def lead_in_words(lead: Org | None, level: str) -> str:
    """The unit's name; of an entry without one, whose task it is at the place."""
    if lead:
        return lead.name
    return _("属地镇街") if level == Level.TOWN else _("属地村（社区）")


def differences(old: Responsibility, clause: Clause) -> list[tuple[str, str, str]]:
    """(what, was, becomes) of everything in which the clause differs from a version; empty when it says the same."""
    told = (
        (_("事项分类"), old.category.label, clause.category.label),
        (_("地点类别"), old.get_place_display(), str(Place(clause.place).label)),
        (_("责任层级"), old.get_level_display(), str(Level(clause.level).label)),
        (_("主办单位"), lead_in_words(old.lead, old.level), lead_in_words(clause.lead, clause.level)),
        (_("协办单位"), _names(old.assist.all()), _names(clause.assist)),
        (_("依据"), old.basis, clause.basis),
        (_("限期（工作日）"), str(old.days or "—"), str(clause.days or "—")),
        (_("停用日期"), str(old.valid_to or "—"), str(clause.ends or "—")),
    )
    return [(what, was, now) for what, was, now in told if was != now]


def _names(units) -> str:
    return _("、").join(sorted(unit.name for unit in units)) or "—"
