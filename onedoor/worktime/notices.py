"""Taking the State Council's yearly arrangement from the library that carries it. A district's own days are never overwritten."""

from datetime import date

from chinese_calendar import constants
from chinese_calendar.constants import Holiday
from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.worktime.counting import forget
from onedoor.worktime.models import SpecialDay, YearNotice

SEEDED = (2024, 2025, 2026)
# Document numbers of the notices, where they are known; any other year names the data it came from.
NUMBERS = {2024: "国办发明电〔2023〕7号", 2025: "国办发明电〔2024〕12号", 2026: "国办发明电〔2025〕7号"}
NAMES = {
    Holiday.tomb_sweeping_day: "清明节",
    Holiday.dragon_boat_festival: "端午节",
    Holiday.mid_autumn_festival: "中秋节",
}
FROM_LIBRARY = "国务院办公厅通知（chinesecalendar 数据）"


def notice_day(day: date) -> SpecialDay | None:
    """What the notice says of one day, or None when it leaves the day to the plain week."""
    feasts, moved = constants.holidays.get(day), constants.workdays.get(day)
    if feasts is None and moved is None:
        return None
    feast = Holiday(feasts or moved)
    name = NAMES.get(feast, feast.chinese)
    return SpecialDay(date=day, is_workday=feasts is None, name=name if feasts else f"{name}调休")


def notice_days(year: int) -> list[SpecialDay]:
    """Every rest day and moved working day of a year's notice; none when the library does not know the year."""
    days = sorted(day for day in {**constants.holidays, **constants.workdays} if day.year == year)
    return [found for day in days if (found := notice_day(day))]


def publish(year: int, source: str) -> None:
    """Note that the arrangement of a year is known: its dates are no longer provisional."""
    YearNotice.objects.get_or_create(year=year, defaults={"source": source})
    forget()


@transaction.atomic
def take_in(year: int) -> int:
    """Write one year's notice into the table, leaving the district's own days alone. Returns how many days it holds."""
    days = notice_days(year)
    if not days:
        raise NotFound(_("%(year)s年的放假通知尚未收入数据，请待通知公布后更新。") % {"year": year})
    SpecialDay.objects.filter(date__year=year, source=SpecialDay.Source.NOTICE).delete()
    SpecialDay.objects.bulk_create(days, ignore_conflicts=True)
    publish(year, NUMBERS.get(year, FROM_LIBRARY))
    return len(days)
