"""保管期限 — how long a volume is kept, as data until the bureau of justice decides otherwise (0042)."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULT_YEARS = 10
# What one side said alone goes after these days; an application that was never accepted, after these.
DRAWER_DAYS, DECLINED_DAYS = 90, 730
# What is over and nobody filed is filed as it lies after these: from then on its years run.
UNFILED_DAYS = 365
# Whole classes or single types of the list: land, and houses with the ground below them.
LAND = ("09", "1102", "1203")
HOUSE = ("0403", "0602", "1101", "1103")


@dataclass(frozen=True)
class Keeping:
    """One rule: years, or for ever when there are none."""

    code: str
    words: str | Promise
    years: int | None


FOR_MINOR = Keeping("minor", _("有未成年人：永久"), None)
FOR_LAND = Keeping("land", _("土地：永久"), None)
FOR_HOUSE = Keeping("house", _("房屋：永久"), None)
USUAL = Keeping("usual", _("一般民间纠纷：十年"), DEFAULT_YEARS)
RULES = {rule.code: rule for rule in (FOR_MINOR, FOR_LAND, FOR_HOUSE, USUAL)}


def rule_for(type_code: str, has_minor: bool) -> Keeping:
    """The first rule that fits."""
    if has_minor:
        return FOR_MINOR
    if type_code.startswith(LAND):
        return FOR_LAND
    return FOR_HOUSE if type_code.startswith(HOUSE) else USUAL


def kept_until(rule: Keeping, filed_on: date) -> date | None:
    """The last day, counted from the day of filing, or of the last performance; nothing for ever. The 29th of February becomes the 28th."""
    if rule.years is None:
        return None
    day = 28 if (filed_on.month, filed_on.day) == (2, 29) else filed_on.day
    return filed_on.replace(year=filed_on.year + rule.years, day=day)
