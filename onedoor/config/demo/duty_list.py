"""The demo district's duty list: invented, and marked as such on every entry."""

from django.utils import timezone

from onedoor.cases.models import Event
from onedoor.kit import rows
from onedoor.matters.actions.duty_list import import_duties
from onedoor.matters.category_files import OWN_LIST
from onedoor.matters.duty_files import clauses_of, read_duty_file
from onedoor.matters.duty_list import Place, kind_of_place
from onedoor.matters.models import Advice, Responsibility
from onedoor.posts.models import Org

DEMO_LIST = OWN_LIST.with_name("duty_list_demo.csv")
SOURCE = "演示区责任清单（虚构）"


def lay_down() -> int:
    """演示清单 — once: a list that somebody has begun to edit is left as it is."""
    if Responsibility.objects.exists():
        return 0
    reading = read_duty_file(DEMO_LIST.read_bytes(), DEMO_LIST.name)
    return len(import_duties(clauses_of(reading.rows), by=None, source=SOURCE).created)


def remember_choices() -> int:
    """演示建议 — what the list would have proposed at each dispatch that was told, beside what was chosen."""
    entries = list(
        Responsibility.objects.valid(timezone.localdate()).exclude(lead=None).select_related("category")
    )
    units = Org.objects.in_bulk(field_name="code")
    told = Event.objects.filter(verb="matter.dispatched", case__matter__category__isnull=False)
    told = told.select_related("post", "staff", "case__region", "case__matter__category")
    kept = [_choice(event, _entry_of(event.case.matter, entries), units) for event in told]
    kept = [advice for advice in kept if advice]
    rows.insert(kept)
    return len(kept)


def _entry_of(matter, entries: list[Responsibility]) -> Responsibility | None:
    codes, kind = matter.category.path.split("/"), kind_of_place(matter.case.region)
    fitting = [one for one in entries if one.category.code in codes and one.place in (Place.ANY, kind)]
    return max(fitting, key=lambda one: (one.category.level, one.place != Place.ANY), default=None)


def _choice(event: Event, entry: Responsibility | None, units: dict[str, Org]) -> Advice | None:
    chosen = units.get(event.facts["lead"])
    if entry is None or chosen is None:
        return None
    return Advice(
        matter=event.case.matter,
        at=event.at,
        source=Advice.Source.LIST,
        entry=entry,
        proposed=entry.lead,
        proposed_days=entry.days,
        reason=str(entry),
        chosen=chosen,
        chosen_days=event.facts.get("days"),
        post=event.post,
        staff=event.staff,
    )
