"""服务台账 — which tables there are, by purpose; each is asked by itself, and no function takes two."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.registers.models import CommunityHelp, DisabilitySupport, ElderVisit
from onedoor.registers.models.support import Purpose

# A need is asked about again within a year; what nobody asked about is shut, and after these days it is gone.
LONGEST, GONE_AFTER = timedelta(days=366), timedelta(days=90)
# Who is to be asked again is told a month before: once the day is over, telephone and address are shut.
NEAR = timedelta(days=30)


@dataclass(frozen=True)
class Table:
    """One purpose and its table."""

    purpose: str
    model: Any

    @property
    def label(self) -> str:
        return str(Purpose(self.purpose).label)

    @property
    def needs(self) -> list[tuple[str, str]]:
        return list(self.model.Need.choices)


TABLES = {
    table.purpose: table
    for table in (
        Table(Purpose.ELDERS, ElderVisit),
        Table(Purpose.DISABILITY, DisabilitySupport),
        Table(Purpose.HELP, CommunityHelp),
    )
}


def table_of(purpose: str) -> Table:
    """The table of this purpose, or NotFound."""
    if purpose not in TABLES:
        raise NotFound(_("没有这种服务台账。"))
    return TABLES[purpose]
