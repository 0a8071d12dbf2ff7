"""What a ground talks about in a week, by topic, beside the weeks before. Topics and words; never who wrote, never a ranking."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone

from onedoor.kit.days import monday_of
from onedoor.places.models import Region
from onedoor.voices.limits import AT_LEAST, RISES_BY, WEEKS_BEFORE
from onedoor.voices.models import Voice
from onedoor.voices.topics import Topic

WEEK = timedelta(days=7)
SHOWN = 200


@dataclass
class TopicLine:
    """One topic of a week: how often it came up, the latest of its words, and its counts in the weeks before, the oldest first."""

    topic: str
    label: str
    count: int = 0
    words: list[Voice] = field(default_factory=list)
    before: list[int] = field(default_factory=list)

    @property
    def usual(self) -> float:
        """The mean of the weeks before."""
        return sum(self.before) / len(self.before)

    @property
    def rises(self) -> bool:
        return self.count >= AT_LEAST and self.count >= RISES_BY * self.usual


@dataclass(frozen=True)
class Summary:
    """A week of a ground."""

    region: Region
    monday: date
    lines: list[TopicLine]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def shown(self) -> int:
        """Of how many the words are here: a district's week is longer than a page."""
        return sum(len(line.words) for line in self.lines)

    @property
    def rising(self) -> list[TopicLine]:
        return [line for line in self.lines if line.rises]


def week_of(text: str, today: date) -> date:
    """The Monday meant by an address; what cannot be read, or lies ahead, is this week's."""
    try:
        chosen = monday_of(date.fromisoformat(text))
    except ValueError:
        return monday_of(today)
    return min(chosen, monday_of(today))


def summary_of(region: Region, monday: date) -> Summary:
    """By topic, in the order of the list: how often it came up this week and in the eight before, and the latest words."""
    since, begin, end = (_midnight(monday + n * WEEK) for n in (-WEEKS_BEFORE, 0, 1))
    here = Voice.objects.filter(grid__path__startswith=region.path, at__lt=end)
    counted = _counted(here.filter(at__gte=since))
    lines = {topic: TopicLine(topic, str(label)) for topic, label in Topic.choices}
    for topic, line in lines.items():
        *line.before, line.count = [
            counted.get((topic, monday - ago * WEEK), 0) for ago in range(WEEKS_BEFORE, -1, -1)
        ]
    latest = here.filter(at__gte=begin).select_related("grid__parent").defer("post").order_by("-at", "pk")
    for voice in reversed(latest[:SHOWN]):
        lines[voice.topic].words.append(voice)
    return Summary(region, monday, [line for line in lines.values() if line.count or any(line.before)])


def _counted(voices) -> dict[tuple[str, date], int]:
    """By topic and Monday, counted where they lie."""
    weeks = voices.annotate(week=TruncWeek("at")).values("topic", "week").annotate(n=Count("pk"))
    return {(row["topic"], timezone.localdate(row["week"])): row["n"] for row in weeks.order_by()}


def own(post) -> list[Voice]:
    """What this chair wrote down, the latest first."""
    return list(Voice.objects.filter(post=post).select_related("grid").order_by("-at")[:50])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
