"""The demo's appointments: two services of the district's centre, those who give them, and three people who have a time."""

from datetime import time

from onedoor.appointments import actions
from onedoor.appointments.models import Provider, Service
from onedoor.appointments.queries.free import free_slots
from onedoor.posts.actor import Actor
from onedoor.posts.models import Post
from onedoor.venues.models import Centre, Room

# What is booked, in which kind of room, whether it is sealed, the post type that gives it.
SERVICES = (
    ("心理咨询", "一对一谈话，内容保密", 60, Room.Kind.COUNSELLING, True, "counsellor"),
    ("法律咨询", "律师当面解答", 30, Room.Kind.LEGAL, False, "lawyer"),
)
WEEKDAYS = (1, 2, 3, 4, 5)
BOOKED = 3


def lay_appointments(stage) -> None:
    """布置预约 — once; a service that nobody gives here is not offered."""
    centre = Centre.objects.open().first()
    keeper = Post.objects.filter(type__code="operator", org=centre.org).first() if centre else None
    if keeper is None or Service.objects.exists():
        return
    by = Actor(None, keeper)
    for name, words, minutes, kind, is_sealed, giver in SERVICES:
        posts = list(Post.objects.filter(type__code=giver, org__region__path__startswith=centre.region.path))
        if not posts:
            continue
        told = {"name": name, "words": words, "minutes": minutes, "is_sealed": is_sealed}
        rooms = list(Room.objects.filter(centre=centre, kind=kind))
        service = actions.set_service(Service(centre=centre), by=by, rooms=rooms, **told)
        for number, post in enumerate(posts[:2], start=1):
            _come(service, centre, post, number, stage, by)
        for slot in free_slots(service)[:BOOKED]:
            actions.book_slot(slot, by=stage.resident)


def _come(service: Service, centre: Centre, post: Post, number: int, stage, by) -> None:
    """Mornings of every working day, from today on."""
    told = {"name": f"{post.type.name}{number}", "languages": ["普通话", "天水话"]}
    provider = actions.set_provider(Provider(post=post, centre=centre), by=by, services=[service], **told)
    for weekday in WEEKDAYS:
        actions.add_pattern(
            provider,
            service,
            by=by,
            weekday=weekday,
            begins=time(9),
            ends=time(12),
            valid_from=stage.now.date(),
        )
