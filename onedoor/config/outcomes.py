"""调解结果 — how a mediation ended goes back to where it came from: the case it was referred from, and whoever sent it by letter."""

from django.utils import translation
from django.utils.translation import gettext as _

from onedoor.cases import duties
from onedoor.cases.models import Case
from onedoor.config.mediating import mediation_of
from onedoor.matters.standing import MEDIATION
from onedoor.mediation.models import ANSWERED, Mediation, Returned
from onedoor.notices.actions import tell
from onedoor.posts.given import system_actor

Result = Returned.Result
# What each event says of the outcome; where things stand when the errand comes by may be something else again.
ENDED = {f"mediation.{one.value}": one for one in Result if one is not Result.PARTIAL}


def return_outcome(event):
    """告知调解结果 — back to where it came from: how it ended, and no word of what was said."""
    mediation = mediation_of(event)
    if mediation.source is None:
        return
    source = mediation.source
    outcome = _said(event)
    duty = source.duties.open().filter(origin=MEDIATION).first()
    if duty:
        duties.finish(duty, by=system_actor().as_reaction(), result=outcome)
    for part in source.involvements.filter(until=None).select_related("org"):
        if part.org_id == mediation.post.org_id or source.secrecy != Case.Secrecy.NORMAL:
            continue
        tell(part.org, f"{source.code} {outcome}", key=str(event.pk), link=f"/cases/{source.code}/")


def return_correction(event):
    """更正调解结果 — whoever was told that all was performed is told that it was not, and nothing else."""
    source = mediation_of(event).source
    if source is None or source.secrecy != Case.Secrecy.NORMAL:
        return
    with translation.override("zh-hans"):
        words = _("调解结果更正：协议还没有履行完毕")
    for part in source.involvements.filter(until=None).select_related("org"):
        tell(part.org, f"{source.code} {words}", key=str(event.pk), link=f"/cases/{source.code}/")


def _said(event) -> str:
    """In Chinese, as it is kept; of an agreement on a part only, that it is one."""
    result: Result = ENDED[event.verb]
    if result is Result.AGREED and event.facts.get("partial"):
        result = Result.PARTIAL
    with translation.override("zh-hans"):
        return _("调解结果：%(outcome)s") % {"outcome": result.label}


def owe_reply(event):
    """提醒回复移送单位 — the desk hears that somebody waits for the outcome, and where the letter is."""
    mediation: Mediation = mediation_of(event)
    if mediation.way_in not in ANSWERED:
        return
    org = mediation.committee.org if mediation.committee else mediation.post.org
    if event.case.secrecy != Case.Secrecy.NORMAL:
        tell(org, _("有一件保密的调解，结果要回复移送单位。"), key=f"reply-{event.pk}", link="/mediation/")
        return
    words = _("调解结果要回复移送单位：%(code)s") % {"code": event.case.code}
    tell(org, words, key=f"reply-{event.pk}", link=f"/mediation/{event.case.code}/agreement/")
