"""调解提醒谁 — what happens in a mediation and somebody must act on reaches whoever mediates, and the desk of the committee.

A notice names the case and what happened, never a word of it; of a sealed case not even the code.
"""

from onedoor.cases.models import Case
from onedoor.config.mediating import mediation_of
from onedoor.mediation.models import Consent, Mediation
from onedoor.notices.actions import tell, tell_post
from onedoor.posts.models import Post

SEALED = "一件保密的调解"
# Where it is to be done; what is not named here stands on the first tab.
TABS = {
    "mediation.message": "drawers/",
    "mediation.drawer_offered": "drawers/",
    "mediation.postponement_asked": "sessions/",
    "mediation.session_off": "sessions/",
    "mediation.offered": "offers/",
    "mediation.offer_answered": "offers/",
    "mediation.offer_back": "offers/",
    "mediation.due_near": "agreement/",
    "mediation.due_late": "agreement/",
    "mediation.proof_given": "agreement/",
    "mediation.broken": "agreement/",
    "mediation.confirmation_near": "agreement/",
    "mediation.visit_due": "agreement/",
    "mediation.undated_due": "agreement/",
    "mediation.said_done": "agreement/",
    "mediation.ways_counted": "agreement/",
    "mediation.due_undone": "agreement/",
    "mediation.performance_undone": "agreement/",
    "mediation.time_near": "offers/",
    "mediation.appraisal_late": "offers/",
    "mediation.arbitration_open": "agreement/",
    "mediation.time_over": "agreement/",
}


def tell_mediators(event):
    """通知调解员 — whoever it is assigned to now; as long as it is nobody, the desk."""
    mediation = mediation_of(event)
    posts = _posts(mediation)
    for post in posts:
        tell_post(post, _words(event), key=str(event.pk), link=_link(event))
    if not posts:
        _tell_desk(event, mediation)


def tell_all_mediating(event):
    """通知调解员和调解组织 — what must not be forgotten stands on both desks."""
    mediation = mediation_of(event)
    for post in _posts(mediation):
        tell_post(post, _words(event), key=str(event.pk), link=_link(event))
    _tell_desk(event, mediation)


def tell_written_online(event):
    """通知调解员 — a side did it from its own page; what was done at a desk is known there."""
    if event.staff_id is None:
        tell_mediators(event)


def tell_recounted(event):
    """通知重新告知 — the house counted a last day anew: whoever was told the earlier one has to be told."""
    if event.staff_id is None:
        tell_all_mediating(event)


def tell_others(event):
    """通知一起办的人 — what one of them took back, the others do not go on counting on; whoever did it knows."""
    mediation = mediation_of(event)
    posts = _posts(mediation)
    for post in posts:
        if post.pk != event.post_id:
            tell_post(post, _words(event), key=str(event.pk), link=_link(event))
    if event.post in posts:
        _tell_desk(event, mediation)


def tell_called_off(event):
    """通知调解组织 — the house called a session off: whoever was summoned has to be told."""
    if event.staff_id is None:
        tell_all_mediating(event)


def tell_said(event):
    """通知调解组织 — a side does not accept who was to mediate, or said online what it wants: somebody has to act on it."""
    refuses = event.facts["question"] == Consent.About.MEDIATOR and not event.facts["yes"]
    if refuses or event.staff_id is None:
        tell_all_mediating(event)


def _posts(mediation: Mediation) -> list[Post]:
    assigned = mediation.assignments.filter(until=None).values("mediator__post")
    return list(Post.objects.filter(pk__in=assigned).order_by("pk"))


def _tell_desk(event, mediation: Mediation) -> None:
    org = mediation.committee.org if mediation.committee else mediation.post.org
    tell(org, _words(event), key=str(event.pk), link=_link(event))


def _is_sealed(event) -> bool:
    return event.case.secrecy != Case.Secrecy.NORMAL


def _words(event) -> str:
    what = SEALED if _is_sealed(event) else event.case.code
    return f"{event.label}：{what}"


def _link(event) -> str:
    return "/mediation/" if _is_sealed(event) else f"/mediation/{event.case.code}/{TABS.get(event.verb, '')}"
