"""负担 — how much of people's time a form asks for in a year. Shown to whoever draws it up, before anybody fills it in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# To read one question, find out, and write or press the answer: an assumption, named wherever the figure is shown.
SECONDS_A_FIELD = 20


@dataclass(frozen=True)
class Burden:
    """So many fields, so many times a year, by so many people (or for so many things)."""

    fields: int
    times: float
    people: int

    @property
    def minutes(self) -> int:
        """A year, of everybody together."""
        return round(self.fields * self.times * self.people * SECONDS_A_FIELD / 60)

    @property
    def formula(self) -> str:
        """How the figure came about, in words."""
        words = _("%(fields)s项 × 每年%(times)s次 × %(people)s × 每项%(seconds)s秒 = 每年%(minutes)s分钟")
        times = f"{self.times:.1f}".removesuffix(".0")
        return words % {
            "fields": self.fields,
            "times": times,
            "people": f"{self.people:,}",
            "seconds": SECONDS_A_FIELD,
            "minutes": f"{self.minutes:,}",
        }

    @property
    def in_words(self) -> str:
        """The figure as people feel it: hours, when there are many minutes."""
        hours = round(self.minutes / 60)
        if hours < 2:
            return ngettext("每年%(n)s分钟", "每年%(n)s分钟", self.minutes) % {"n": f"{self.minutes:,}"}
        return _("每年约%(n)s小时") % {"n": f"{hours:,}"}
