"""How long the words of a talk are kept, what holds them longer, and what stays when somebody takes their consent back."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.counselling.limits import (
    ANNOUNCED_DAYS,
    KEPT_YEARS,
    OF_AGE,
    OF_AGE_AT_LEAST,
    WITHDRAWN_DAYS,
)
from onedoor.counselling.models import Asking, Talk


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the 29th of February becomes the 28th."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def kept_until(talk: Talk, last: date, turns_21: date | None = None) -> date:
    """Three years after the last talk. Of minors until they are 21: by their birthday, or the latest it can be."""
    day = years_after(last, KEPT_YEARS)
    if talk.age == Talk.Age.ADULT:
        return day
    return max(day, turns_21 or talk.kept_until or years_after(last, OF_AGE[talk.age]))


def first_day(talk: Talk) -> date:
    """When it began; nothing of it was said before."""
    return timezone.localdate(talk.case.opened_at)


def may_turn_21_on(talk: Talk, day: date) -> bool:
    """Whether a birthday fits the age that was told at the first talk: a slip of the pen must not cost a child their record."""
    first = first_day(talk)
    return years_after(first, OF_AGE_AT_LEAST[talk.age]) < day <= years_after(first, OF_AGE[talk.age])


def is_held(talk: Talk) -> bool:
    return talk.askings.standing().filter(kind=Asking.Kind.HOLD).exists()


def with_key() -> QuerySet[Talk]:
    """What can still be read, and whether two people hold it for a while."""
    held = Asking.objects.standing().filter(talk=OuterRef("pk"), kind=Asking.Kind.HOLD)
    return Talk.objects.filter(key__isnull=False).annotate(held=Exists(held))


def over() -> QuerySet[Talk]:
    """Whose time is over today."""
    held = Asking.objects.standing().filter(kind=Asking.Kind.HOLD).values("talk")
    return with_key().filter(kept_until__lte=timezone.localdate()).exclude(pk__in=held).order_by("pk")


def nearly_over(talks: QuerySet[Talk]) -> QuerySet[Talk]:
    """Of these talks what goes within thirty days, for the counsellor's own page."""
    day = timezone.localdate() + timedelta(days=ANNOUNCED_DAYS)
    return with_key().filter(pk__in=talks.values("pk"), kept_until__lte=day).select_related("case")


def why_not_now(talk: Talk) -> list[str | Promise]:
    """What forbids destroying the words as soon as the person asks for it; nothing, when nothing does."""
    reasons: list[str | Promise] = []
    if talk.age != Talk.Age.ADULT:
        reasons.append(_("您当时未成年：记录留到您满21岁，您长大以后还可以用它维护自己的权利。"))
    if talk.reports.exists():
        reasons.append(_("已经依法报告过：记录留到保存期满，调查的人可能依法来问。"))
    if is_held(talk):
        reasons.append(_("有两个人依法暂缓销毁：到期以后再销毁。"))
    return reasons


def destroyed_on_request(today: date) -> date:
    return today + timedelta(days=WITHDRAWN_DAYS)
