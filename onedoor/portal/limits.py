"""限速 — a network that sends very much is asked to wait; nothing it says is thrown away."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from onedoor.kit.problems import TooMany
from onedoor.portal.models import Sending

# Generous: a whole office or village may share one address.
MOST_AN_HOUR, AN_HOUR, KEPT = 30, timedelta(hours=1), timedelta(days=1)


def slow_down(address: str) -> None:
    """TooMany when this network has sent its share of the hour; says when to try again and whom to ring meanwhile."""
    now = timezone.now()
    lately = Sending.objects.filter(network=_digest(address), at__gt=now - AN_HOUR).order_by("at")
    if len(sent := list(lately.values_list("at", flat=True))) < MOST_AN_HOUR:
        return
    minutes = max(1, round((sent[-MOST_AN_HOUR] + AN_HOUR - now).total_seconds() / 60))
    words = {"minutes": minutes, "phone": settings.CENTRE["phone"]}
    raise TooMany(
        _(
            "从您所在的网络一小时内发来的诉求比较多，请过%(minutes)s分钟再按“发送”：您填的内容都还在。"
            "着急的话请打电话%(phone)s，或到窗口来，我们马上登记。"
        )
        % words
    )


def count(address: str) -> None:
    """Remember that one was sent, and forget what is older than a day."""
    now = timezone.now()
    Sending.objects.filter(at__lt=now - KEPT).delete()
    Sending.objects.create(network=_digest(address), at=now)


def _digest(address: str) -> str:
    return salted_hmac("portal sending", address, algorithm="sha256").hexdigest()
