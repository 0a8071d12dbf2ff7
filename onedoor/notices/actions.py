"""Saying something to a unit, and marking it read."""

from django.utils import timezone

from onedoor.notices.models import Notice


def tell(org, text: str, *, key: str, link: str = "") -> None:
    """通知 — tell a unit; the same key is said once, however often the errand is repeated."""
    Notice.objects.get_or_create(org=org, key=key, defaults={"text": text[:200], "link": link})


def mark_read(*, by) -> int:
    """标为已读 — everything that was said to the actor's unit until now."""
    return Notice.objects.filter(org=by.post.org, read_at=None).update(read_at=timezone.now())
