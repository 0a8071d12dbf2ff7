"""What ends with a mediation: its sessions to come give their rooms back, and whoever was asked in reaches it no longer. And what
protection from danger ends: that anybody waits for one table."""

from django.utils.translation import gettext as _

from onedoor.mediation.actions.choosing import recheck
from onedoor.mediation.actions.inviting import end_all_guests
from onedoor.mediation.actions.offering import lapse_all
from onedoor.mediation.actions.sitting import call_off, release_all
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.models import Mediation, Session
from onedoor.posts.actor import Actor
from onedoor.posts.given import system_actor
from onedoor.safety import actions as safety
from onedoor.safety.models import Level
from onedoor.safety.rule import S3


def leave_mediation(event, by):
    """散会 — at once, in the same transaction: nobody reads a minute longer than the mediation lasts."""
    mediation = Mediation.objects.select_related("case").get(case=event.case)
    release_all(mediation, by=system_actor())
    lapse_all(mediation, by=system_actor())
    end_all_guests(mediation, by=system_actor())


def let_guests_go(event, by):
    """移交后受邀的人退出 — whom the former desk asked in, the new one asks in again, or does not."""
    mediation = Mediation.objects.select_related("case").get(case=event.case)
    end_all_guests(mediation, by=system_actor())


def look_again(event, by):
    """重新调解时重新审查回避 — what was declared meanwhile holds for those who mediate already."""
    mediation = Mediation.objects.select_related("case").get(case=event.case)
    recheck(mediation, by=system_actor())


def call_off_unsafe() -> int:
    """危险时取消面对面的会 — where somebody has to be protected nobody goes on preparing one table; the reason says nothing of it."""
    in_danger = Level.objects.filter(grade=S3, until=None).values("case")
    planned = Session.objects.planned().filter(side=None, mediation__case__in=in_danger)
    found = list(planned.filter(mediation__status__in=BEFORE).select_related("mediation__case"))
    for session in found:
        hand = system_actor().as_reaction()
        call_off(session.mediation, session=session, reason=_("另行安排"), by=hand)
    return len(found)


def call_after_agreement(event):
    """达成协议后的安全回访 — where somebody has asked after danger; of all others the mediator's own visits are enough."""
    if Level.objects.filter(case=event.case).exists():
        # Whoever made it binding gives these calls, and nobody else is said to have.
        safety.after_agreement(event.case, by=Actor(event.staff, event.post).as_reaction())


def ask_again_after_session(event):
    """开过会再核对 — the lowest level ends with the session, and is asked again now."""
    safety.session_held(event.case, by=system_actor())
