"""What is read of the library: for its keepers, for the rack, for a screen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.guide.markup import Block, pages
from onedoor.guide.models import Item, Screen, Showing, Taking
from onedoor.kit.problems import NotFound

STATES = ("current", "future", "expired", "draft")


def find_item(key: UUID) -> Item:
    """Any item, for those who keep the library."""
    item = Item.objects.filter(pk=key).first()
    if item is None:
        raise NotFound(_("没有这份资料，可能刚刚被删除。"))
    return item


def find_public(key: UUID) -> Item:
    """An item that anybody may read today."""
    item = Item.objects.public().filter(pk=key).first()
    if item is None:
        raise NotFound(_("没有这份资料，可能已经过期或撤下。"))
    return item


def find_screen(key: int) -> Screen:
    screen = Screen.objects.select_related("centre").filter(pk=key).first()
    if screen is None:
        raise NotFound(_("没有这块宣传屏。"))
    return screen


@dataclass
class Shelf:
    """The items of one topic."""

    topic: str
    items: list[Item] = field(default_factory=list)


def shelves(items: Iterable[Item]) -> list[Shelf]:
    """Items by topic, in the order of the topics; empty ones are left out."""
    found = {topic: Shelf(str(topic.label)) for topic in Item.Topic}
    for item in items:
        found[Item.Topic(item.topic)].items.append(item)
    return [shelf for shelf in found.values() if shelf.items]


def rack(topic: str = "", language: str = "") -> list[Shelf]:
    """What stands in the rack today."""
    found = Item.objects.public().in_order()
    if topic in Item.Topic.values:
        found = found.filter(topic=topic)
    if language:
        found = found.filter(language=language)
    return shelves(found)


@dataclass
class Line:
    """One item as its keepers see it: its state, the screens it is on, how often it was taken this month."""

    item: Item
    screens: list[Screen]
    taken: int


def lines(state: str = "") -> list[Line]:
    """Every item, or those in one state."""
    items = [item for item in Item.objects.in_order() if not state or item.state == state]
    screens: dict[UUID, list[Screen]] = {}
    for showing in Showing.objects.filter(item__in=items).select_related("screen").order_by("screen"):
        screens.setdefault(showing.item_id, []).append(showing.screen)
    month = timezone.localdate().replace(day=1)
    counted = Taking.objects.filter(month=month).values_list("item").annotate(all=Sum("count"))
    taken = dict(counted)
    return [Line(item, screens.get(item.pk, []), taken.get(item.pk, 0)) for item in items]


def counts() -> dict[str, int]:
    """How many items are in each state."""
    found = [item.state for item in Item.objects.all()]
    return {state: found.count(state) for state in STATES}


@dataclass(frozen=True)
class Slide:
    """One page of a screen; a screen that has lost its server looks at the days and hours itself."""

    item: Item
    seconds: int
    last_day: date | None
    from_hour: time | None
    to_hour: time | None
    blocks: tuple[Block, ...] = ()
    number: int = 1
    of: int = 1


def slides(screen: Screen, day: date | None = None) -> list[Slide]:
    """What a screen shows today, page by page. Hours are the screen's own to keep."""
    day = day or timezone.localdate()
    found: list[Slide] = []
    for showing in screen.showings.filter(item__in=Item.objects.public(day)).select_related("item"):
        found += _slides_of(showing)
    return found


def _slides_of(showing: Showing) -> list[Slide]:
    item = showing.item
    told = (item, showing.seconds, item.valid_to, showing.from_hour, showing.to_hour)
    if item.kind in (Item.Kind.VIDEO, Item.Kind.PICTURE):
        return [Slide(*told)]
    shared = pages(item.body) or [[]]
    return [
        Slide(*told, blocks=tuple(page), number=n, of=len(shared)) for n, page in enumerate(shared, start=1)
    ]


def mark_of(screen: Screen, found: list[Slide]) -> str:
    """Changes when anything on the screen does."""
    said = [screen.name, screen.centre.name, screen.has_sound, timezone.localdate()]
    for slide in found:
        item = slide.item
        said.append([item.pk, item.title, item.source, item.summary, item.file.name, item.cover.name])
        said.append([str(part) for part in vars(slide).values()])
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]
