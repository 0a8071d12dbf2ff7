"""What was said to a unit and waits to be read."""

from django.db.models import F

from onedoor.notices.models import Notice

KEPT = 500


def unread(actor, most: int = 5) -> list[Notice]:
    """The last messages that nobody of the actor's unit has marked as read."""
    return list(Notice.objects.filter(org=actor.post.org, read_at=None).order_by("-at")[:most])


def messages_to(actor) -> list[Notice]:
    """The last messages to the actor's unit, unread ones first."""
    said = Notice.objects.filter(org=actor.post.org)
    return list(said.order_by(F("read_at").desc(nulls_first=True), "-at")[:KEPT])
