"""The demo's two talks, invented: one under way, one that waits for its first hour. The counsellor's login shows them."""

from datetime import timedelta

from django.utils import timezone

from onedoor.counselling import actions
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.models import Talk
from onedoor.posts.actor import Actor
from onedoor.posts.models import Tenure

LOGIN = "counsellor"
FIRST = FirstTalk(
    name="小周（虚构）",
    number="13900000000",
    times="周一到周五 12:30–13:30",
    as_whom="说是书店的",
    wish=Talk.Wish.WOMAN,
    wishes="不要在大厅里喊。",
)
WAITING = FirstTalk(name="老何（虚构）", needs_interpreter=True, brings_somebody=True, wishes="由本人来找。")
NOTE = "（虚构）睡不好两个多月。说到搬家以后不认识人。约定每天出门走一段路，下次说说怎么样。"


def talk_with_some() -> None:
    """谈话 — by the actions themselves, so that every word is sealed and nothing of it is told in bulk."""
    seat = Tenure.objects.select_related("staff", "post__type", "post__org__region", "post__region")
    held = seat.get(staff__username=LOGIN)
    by, today = Actor(held.staff, held.post), timezone.localdate()
    talk = actions.begin(actions.open_talk(FIRST, by=by).talk, is_told=True, giver="self", by=by)
    actions.write_session(talk, day=today, note=NOTE, by=by)
    actions.follow_up(talk, day=today + timedelta(days=1), words="走路走了几天", by=by)
    actions.open_talk(WAITING, by=by)
