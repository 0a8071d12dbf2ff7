"""Sessions in the database that know whose they are, so that they can be listed, counted and ended.

`SESSION_ENGINE` names this module; the class must be called SessionStore.
"""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from onedoor.posts.models import Post, Staff, WebSession
from onedoor.posts.tenures import posts_held

IDLE, LASTS = timedelta(minutes=30), timedelta(hours=12)
NOTED_EVERY = timedelta(seconds=30)
MOST_AT_ONCE = 3
# Keys kept inside a session.
# `resident_cases`: the cases, as strings, that a resident at this browser opened with code and PIN.
RESIDENT_CASES = "resident_cases"
POST, STARTED, SEEN, ADDRESS, AGENT = "post", "started_at", "seen_at", "address", "agent"


class SessionStore(DatabaseStore):
    """Copies whose session it is, and since when, out of the signed data into columns."""

    @classmethod
    def get_model_class(cls):
        return WebSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.staff_id = data.get(SESSION_KEY)
        row.started_at = moment(data, STARTED)
        row.seen_at = moment(data, SEEN)
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        return row


def moment(data, key: str) -> datetime | None:
    return datetime.fromisoformat(data[key]) if key in data else None


def begin(session, staff: Staff, address: str, agent: str) -> None:
    """登录 — note since when and from where; straight into the post when there is only one; the oldest of too many ends."""
    now = timezone.now().isoformat()
    session.update({STARTED: now, SEEN: now, ADDRESS: address[:45], AGENT: agent[:200]})
    held = list(posts_held(staff)[:2])
    if len(held) == 1:
        session[POST] = held[0].pk
    end_sessions(list(sessions_of(staff).values_list("pk", flat=True)[MOST_AT_ONCE - 1 :]))


def sessions_of(staff: Staff):
    """The browsers this person is signed in with, the latest first."""
    return WebSession.objects.filter(
        staff=staff, expire_date__gt=timezone.now(), started_at__isnull=False
    ).order_by("-started_at")


def end_sessions(keys) -> None:
    """They act no more at their next request."""
    WebSession.objects.filter(pk__in=keys).delete()


def enter(session, post: Post) -> None:
    """换岗 — act in another post from now on, under a new session key."""
    session.cycle_key()
    session[POST] = post.pk


def still_good(session, staff: Staff, now: datetime) -> bool:
    """Neither idle nor lasting too long, and begun after the last «log out everywhere»."""
    started, seen = moment(session, STARTED), moment(session, SEEN)
    if started is None or seen is None or now - started > LASTS or now - seen > IDLE:
        return False
    return staff.sessions_from is None or started >= staff.sessions_from


def touch(session, now: datetime) -> None:
    """操作 — written only every so often: a page must not cost a write each time it is looked at."""
    if now - moment(session, SEEN) >= NOTED_EVERY:
        session[SEEN] = now.isoformat()


def log_out_everywhere(staff: Staff) -> None:
    """全部退出 — every session begun before now acts no more."""
    staff.sessions_from = timezone.now()
    staff.save(update_fields=["sessions_from"])
    WebSession.objects.filter(staff=staff).delete()
