"""The demo's centres: one for the district and one for each town and street, with rooms, bookings, the six ones, and a fault."""

from datetime import date, time, timedelta

import shapely
from django.conf import settings

from onedoor.places.models import Boundary
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post
from onedoor.venues import actions
from onedoor.venues.models import (
    BookedSlot,
    Booking,
    Centre,
    Equipment,
    EquipmentCheck,
    OpenHours,
    Room,
)
from onedoor.venues.queries.bookings import quarters
from onedoor.venues.queries.hours import moment, spans_of

K, W, E = Room.Kind, Booking.Work, Equipment.Kind
HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
# The rooms of the article, and those that work in it has asked for since.
ROOMS = (
    ("综合协调室", K.COORDINATION, "3", "301", 16, "圆桌、投影"),
    ("指挥调度室", K.COMMAND, "3", "305", 20, "大屏、视频会商"),
    ("治安防控室", K.ORDER, "3", "307", 10, "视频监控席位"),
    ("心理咨询室", K.COUNSELLING, "2", "206", 4, "沙发、隔音"),
    ("第一矛盾纠纷调解室", K.MEDIATION, "2", "201", 12, "调解桌、录音录像"),
    ("第二矛盾纠纷调解室", K.MEDIATION, "2", "203", 8, "调解桌、轮椅通道"),
    ("法律咨询室", K.LEGAL, "1", "106", 6, "法律终端"),
    ("领导接访室", K.RECEPTION, "1", "108", 10, "录音录像"),
)
TOWN_ROOMS = (
    ("矛盾纠纷调解室", K.MEDIATION, "1", "102", 8, "调解桌"),
    ("综合协调室", K.COORDINATION, "2", "201", 12, "圆桌"),
)
SIX = (
    (E.DESK, 1, "进门正对"),
    (E.TICKETS, 1, "进门左手"),
    (E.TERMINAL, 1, "大厅东侧"),
    (E.TELEVISION, 1, "候办区上方"),
    (E.WATER, 1, "候办区"),
    (E.RACK, 1, "咨询台旁"),
)
# A street has most of them; what is missing shows on its checklist.
STREET_HAS = (E.DESK, E.TERMINAL, E.WATER, E.RACK)
# On which weekday (1 = Monday), in which room, from when to when, for what, by which department; 000 is the centre.
WEEK = (
    (1, "综合协调室", "09:00", "10:30", W.MEETING, "000"),
    (1, "第一矛盾纠纷调解室", "10:00", "11:30", W.MEDIATION, "202"),
    (1, "法律咨询室", "14:30", "17:00", W.ADVICE, "214"),
    (2, "第一矛盾纠纷调解室", "09:00", "11:00", W.MEDIATION, "214"),
    (2, "心理咨询室", "15:00", "16:00", W.ADVICE, "209"),
    (2, "领导接访室", "09:00", "12:00", W.RECEPTION, "216"),
    (3, "指挥调度室", "14:30", "16:00", W.MEETING, "212"),
    (3, "第二矛盾纠纷调解室", "09:30", "11:00", W.MEDIATION, "206"),
    (3, "综合协调室", "16:00", "17:30", W.MEETING, "000"),
    (4, "第一矛盾纠纷调解室", "14:30", "16:30", W.HEARING, "203"),
    (4, "治安防控室", "09:00", "10:00", W.DUTY, "215"),
    (4, "领导接访室", "14:30", "17:30", W.RECEPTION, "216"),
    (5, "综合协调室", "09:00", "11:00", W.TRAINING, "000"),
    (5, "第二矛盾纠纷调解室", "15:00", "17:00", W.MEDIATION, "209"),
)
# One of the open matters is a fault in the hall.
FAULTS = 1
FAULT = "按取号不出票，屏幕提示缺纸，换过纸仍不出票。"
DIRECTIONS = "公交示范路口站下车，东行50米。"
DAYS_BEFORE, DAYS_AFTER = 7, 14


def lay_venues(stage) -> None:
    """布置场所 — after the counters of the day are kept: the fault takes the next numbers."""
    orgs = list(
        Org.objects.filter(kind__in=(Org.Kind.CENTRE, Org.Kind.TOWN))
        .select_related("region")
        .order_by("kind", "code")
    )
    centres = _centres(orgs, _points(orgs, stage))
    rooms = _rooms(centres)
    _bookings(stage, {room.name: room for room in rooms if room.centre == centres[0]})
    _equipment(stage, centres)


def _points(orgs, stage) -> dict[int, tuple[float, float]]:
    """A place inside each town or street, and one in the old town for the district, whose middle is a hillside."""
    held = Boundary.objects.filter(region__in=[org.region_id for org in orgs], valid_to=None)
    shapes = {pk: shapely.from_wkb(bytes(wkb)) for pk, wkb in held.values_list("region", "geometry")}
    middles = {pk: shapely.point_on_surface(shape) for pk, shape in shapes.items()}
    points = {pk: (round(point.x, 6), round(point.y, 6)) for pk, point in middles.items()}
    downtown = next((stage.middles[grid.pk] for grid in stage.own_grids if grid.pk in stage.middles), None)
    if downtown:
        points[orgs[0].region_id] = downtown
    return points


def _centres(orgs, points) -> list[Centre]:
    """Made where missing; one that the hall has laid is put on the map. What somebody changed since stays."""
    known = {centre.org_id: centre for centre in Centre.objects.select_related("org", "region")}
    for centre in known.values():
        if centre.lon is None and centre.region_id in points:
            centre.lon, centre.lat = points[centre.region_id]
            centre.directions = centre.directions or DIRECTIONS
    Centre.objects.bulk_update(known.values(), ["lon", "lat", "directions"])
    new = [_centre(org, n, points) for n, org in enumerate(orgs) if org.pk not in known]
    known |= {centre.org_id: centre for centre in Centre.objects.bulk_create(new)}
    return [known[org.pk] for org in orgs]


def _centre(org, number: int, points) -> Centre:
    lon, lat = points.get(org.region_id, (None, None))
    is_top = org.kind == Org.Kind.CENTRE
    address = f"{org.region.name}综治路1号（演示地址，虚构）"
    return Centre(
        org=org,
        region=org.region,
        name=org.name,
        address=str(settings.CENTRE["address"]) if is_top else address,
        directions=DIRECTIONS if is_top else "",
        hours=str(settings.CENTRE["hours"]),
        phone=settings.CENTRE["phone"] if is_top else f"0938-000{number:04d}",
        lon=lon,
        lat=lat,
    )


def _rooms(centres) -> list[Room]:
    known = {(room.centre_id, room.name): room for room in Room.objects.select_related("centre")}
    new = [
        Room(centre=centre, name=name, kind=kind, floor=floor, number=number, capacity=seats, equipment=what)
        for centre in centres
        for name, kind, floor, number, seats, what in (ROOMS if centre == centres[0] else TOWN_ROOMS)
        if (centre.pk, name) not in known
    ]
    Room.objects.bulk_create(new)
    OpenHours.objects.bulk_create(
        OpenHours(room=room, weekday=day, opens=opens, closes=closes)
        for room in new
        for day in range(1, 6)
        for opens, closes in HOURS
    )
    return [*known.values(), *new]


def _bookings(stage, rooms: dict[str, Room]) -> None:
    """Last week's, this week's and the next two; none on a holiday."""
    posts = _posts(stage)
    made = []
    for n in range(-DAYS_BEFORE, DAYS_AFTER):
        day = (stage.now + timedelta(days=n)).date()
        made += [
            _booking(rooms[name], day, *told, posts) for at, name, *told in WEEK if at == day.isoweekday()
        ]
    made = [booking for booking in made if _is_open(booking)]
    Booking.objects.bulk_create(made)
    BookedSlot.objects.bulk_create(
        BookedSlot(booking=booking, room=booking.room, starts_at=at)
        for booking in made
        for at in quarters(booking.starts_at, booking.ends_at)
    )


def _posts(stage) -> dict[str, Actor]:
    return {"000": stage.centre} | {actor.post.org.number: actor for actor in stage.departments}


def _booking(room: Room, day: date, begin: str, until: str, work: str, number: str, posts) -> Booking:
    start, end = (moment(day, time.fromisoformat(clock)) for clock in (begin, until))
    by = posts[number]
    booked_at = start - timedelta(days=3)
    return Booking(
        room=room, starts_at=start, ends_at=end, work=work, post=by.post, staff=by.staff, booked_at=booked_at
    )


def _is_open(booking: Booking) -> bool:
    return any(
        span.begin <= booking.starts_at and booking.ends_at <= span.end
        for span in spans_of(booking.room, booking.day)
    )


def _equipment(stage, centres) -> None:
    known = set(Equipment.objects.values_list("centre", "kind"))
    Equipment.objects.bulk_create(
        Equipment(centre=centre, kind=kind, count=count, place=place)
        for centre in centres
        for kind, count, place in SIX
        if (centre == centres[0] or kind in STREET_HAS) and (centre.pk, kind) not in known
    )
    Equipment.objects.update(state=Equipment.State.GOOD)
    things = list(Equipment.objects.filter(centre__in=centres, is_kept=True).select_related("centre"))
    yesterday = (stage.now - timedelta(days=1)).date()
    at = moment(yesterday, time(8, 20))
    EquipmentCheck.objects.bulk_create(
        EquipmentCheck(equipment=thing, day=yesterday, at=at, post=_keeper(stage, thing.centre), state="good")
        for thing in things
    )
    for thing in things:
        if thing.centre == centres[0] and thing.kind in (E.DESK, E.RACK):
            actions.check(thing, by=stage.cast.clerk)
        elif thing.centre == centres[0] and thing.kind == E.TICKETS:
            actions.report(thing, words=FAULT, by=stage.cast.clerk)


def _keeper(stage, centre: Centre) -> Post:
    return stage.cast.dispatchers[centre.org_id].post
