"""What may be changed in the calendar, by whom, and what is written down of it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.worktime.counting import forget
from onedoor.worktime.models import DayEdit, SpecialDay, YearNotice
from onedoor.worktime.notices import notice_day, publish


def _require(by):
    if not by.holds("worktime.edit"):
        raise NotAllowed(_("您现在的岗位无权改动工作日历。"))


# Frozen in Chinese: what was done to the calendar must read the same in ten years.
SAID_BY: dict[str, str] = {SpecialDay.Source.NOTICE: "通知", SpecialDay.Source.DISTRICT: "本区自定"}


def _words(day: SpecialDay | None) -> str:
    if day is None:
        return "平常日"
    return f"{'上班' if day.is_workday else '休息'}（{day.name}，{SAID_BY[day.source]}）"


def _write(day: date, was: str, became: str, reason: str, by):
    if not reason.strip():
        raise NotValid(_("请写明改动的理由。"))
    who = f"{by.post} {by.staff or ''}".strip()
    DayEdit.objects.create(date=day, was=was, became=became, reason=reason.strip(), by=who)
    forget()


@transaction.atomic
def set_day(day: date, *, is_workday: bool, name: str, reason: str, by) -> SpecialDay:
    """设定日期 — make one day the district's own rest day or working day, whatever the notice says of it."""
    _require(by)
    if not name.strip():
        raise NotValid(_("请写明这一天的名称，例如“全区停电检修”。"))
    was = SpecialDay.objects.select_for_update().filter(date=day).first()
    own = SpecialDay(date=day, is_workday=is_workday, name=name.strip(), source=SpecialDay.Source.DISTRICT)
    own.save(force_update=was is not None, force_insert=was is None)
    _write(day, _words(was), _words(own), reason, by)
    return own


@transaction.atomic
def remove_day(day: date, *, reason: str, by) -> None:
    """撤销自定日期 — take the district's own day back; what the notice says of it holds again."""
    _require(by)
    own = SpecialDay.objects.select_for_update().filter(date=day, source=SpecialDay.Source.DISTRICT).first()
    if own is None:
        raise NotFound(_("%(day)s不是本区自定的日期。") % {"day": day})
    own.delete()
    again = notice_day(day)
    if again is not None:
        again.save(force_insert=True)
    _write(day, _words(own), _words(again), reason, by)


@transaction.atomic
def publish_year(year: int, *, source: str, reason: str, by) -> None:
    """确认年度通知 — all days of a year's notice are in the table: its dates are provisional no longer."""
    _require(by)
    if not source.strip():
        raise NotValid(_("请写明放假通知的文号。"))
    if YearNotice.objects.filter(year=year).exists():
        raise NotNow(_("%(year)s年的放假通知已经确认过。") % {"year": year})
    publish(year, source.strip())
    _write(date(year, 1, 1), "放假通知未公布", f"放假通知已录入（{source.strip()}）", reason, by)
