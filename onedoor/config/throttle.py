"""Guessing passwords is slowed without handing anybody a way to lock somebody else out.

Failures are counted by account *and* address, so a stranger elsewhere delays only themselves. Two wider counts (an account
from everywhere, an address over all accounts) shut out only browsers that have never signed in to that account: a browser
that has carries a signed cookie and is counted on its own, so its owner gets in while the account is under attack.
"""

from datetime import timedelta
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.core import signing
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.crypto import get_random_string

FREE_TRIES = 3
LONGEST_WAIT = 900
A_DAY, A_WHILE = timedelta(days=1), timedelta(minutes=10)
MOST_FOR_ACCOUNT = 100  # failures a day from unknown browsers
MOST_FROM_ADDRESS = 100  # failures in a while, over all accounts
COOKIE, COOKIE_DAYS, MARK = "known_browser", 180, "#"


class GrowingDelay(AxesDatabaseHandler):
    """Shut for 1, 2, 4 … seconds after the third failure; axes keeps the count."""

    def is_locked(self, request, credentials=None) -> bool:
        return seconds_to_wait(request, credentials) > 0


def seconds_to_wait(request, credentials=None) -> int:
    """How long this browser must wait before it may try this account again. The same for accounts that do not exist."""
    who, now = counted_as(request, credentials), timezone.now()
    today = AccessAttempt.objects.filter(attempt_time__gt=now - A_DAY)
    here = today.filter(username=who, ip_address=request.axes_ip_address)
    waits = [_left(here, delay, now)]
    if MARK not in who:
        lately = AccessAttempt.objects.filter(
            attempt_time__gt=now - A_WHILE, ip_address=request.axes_ip_address
        )
        waits.append(
            _left(
                today.filter(username=who),
                lambda n: A_DAY.total_seconds() if n >= MOST_FOR_ACCOUNT else 0,
                now,
            )
        )
        waits.append(_left(lately, lambda n: A_WHILE.total_seconds() if n >= MOST_FROM_ADDRESS else 0, now))
    return max(0, *waits)


def delay(failures: int) -> int:
    """Nothing for the first tries, then 1, 2, 4 … seconds, never more than a quarter of an hour."""
    return 0 if failures < FREE_TRIES else min(2 ** (failures - FREE_TRIES), LONGEST_WAIT)


def counted_as(request, credentials=None) -> str:
    """The name under which failures are counted: the account, or the account in this known browser."""
    name = ((credentials or {}).get("username") or request.POST.get("login") or "").strip().lower()[:150]
    known = known_browser(request)
    return f"{name}{MARK}{known[1]}" if known and known[0] == name else name.replace(MARK, "")


def known_browser(request) -> list | None:
    """Whose browser this is and its mark, when it carries a cookie that we signed."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=A_DAY * COOKIE_DAYS)
    except signing.BadSignature:
        return None


def remember_browser(response, username: str, secure: bool) -> None:
    value = signing.dumps([username.lower(), get_random_string(12)], salt=COOKIE)
    response.set_cookie(
        COOKIE,
        value,
        max_age=A_DAY * COOKIE_DAYS,
        secure=secure,
        httponly=True,
        samesite="Lax",
        path="/login/",
    )


def _left(attempts, rule, now) -> int:
    told = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    if not told["failures"]:
        return 0
    return ceil((told["last"] + timedelta(seconds=rule(told["failures"])) - now).total_seconds())
