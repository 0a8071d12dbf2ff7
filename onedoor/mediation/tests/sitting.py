"""A mediation with sessions, as its tests say it again and again."""

import base64
import io
from datetime import datetime, time, timedelta

import time_machine
from django.utils import timezone
from PIL import Image, ImageDraw

from onedoor.mediation.actions import inviting, recording, sitting
from onedoor.mediation.models import Consent
from onedoor.mediation.queries.sessions import Words

MONDAY = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())
MOST_QUERIES = 60
SAID = Words({1: "漏了三个月。", 2: "不知道是我家漏的。"}, "看了现场。", "", "再谈一次。")


def at(days, hour=10, minute=0):
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def ready(room, *sides, **more):
    """Everybody agreed and was told."""
    mediation = room.mediating(*sides, **more)
    room.agreed_to(mediation, Consent.About.RIGHTS)
    return mediation


def planned(house, mediation, /, by=None, days=1, **more):
    times = {"starts_at": at(days), "ends_at": at(days, 11), "place": "村委会"} | more
    return sitting.plan(mediation, **times, by=by or house.mediator)


def opened(room, mediation, session, present):
    """On its day."""
    with time_machine.travel(session.starts_at, tick=False):
        return sitting.open_session(mediation, session=session, present=present, by=room.mediator)


def held(room, mediation):
    present = [(side, None) for side in mediation.sides.current()]
    return opened(room, mediation, planned(room, mediation), present)


def read_back(room, mediation, session):
    more = {"rights_told": True, "result": "again", "next_at": at(9)}
    recording.write_record(mediation, session=session, words=SAID, **more, by=room.mediator)
    return recording.read_back(mediation, session=session, by=room.mediator)


def drawing(is_empty=False):
    picture = Image.new("RGBA", (400, 120), (0, 0, 0, 0))
    if not is_empty:
        ImageDraw.Draw(picture).line((10, 10, 300, 90), fill=(17, 17, 17, 255), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def invited(room, mediation, partner, sees="dates", **more):
    told = {"post": partner.post, "role": "police", "sees": sees, "reason": "一起劝说"}
    told |= {"agreed": list(mediation.sides.current()), "how": "oral"} | more
    return inviting.invite(mediation, **told, by=room.mediator)
