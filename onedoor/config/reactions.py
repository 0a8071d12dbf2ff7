"""When this happens, that follows. The whole traffic between neighbours, on one page.

AT_ONCE runs inside the same transaction: if it fails, the event never happened.
LATER is an errand: a job stored with the event, retried, safe to repeat; it may not undo anything.
"""

from onedoor.config.errands import HANDLERS, run_errand
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.notices.actions import tell
from onedoor.posts.models import Org
from onedoor.posts.given import system_actor


def open_review(event, by):
    matters.open_review(event.case.matter, by=by)


def tell_units(event):
    for part in event.case.involvements.filter(until=None).select_related("org"):
        _say(event, part.org, f"{part.get_role_display()}：{event.case.title}")


def tell_desk(event):
    _say(event, event.case.matter.desk, f"{event.label}：{event.case.title}")


def close_followers(event):
    from_lead = Matter.objects.filter(merged_into__case=event.case, status="merged")
    for follower in from_lead.select_related("case", "merged_into__case", "merged_into__lead"):
        matters.end_merged(follower, by=system_actor().as_reaction())


def _say(event, org: Org, words: str):
    tell(org, f"{event.case.code} {words}", key=str(event.pk), link=f"/cases/{event.case.code}/")


AT_ONCE = {
    "matter.review_asked": [open_review],
}

LATER = {
    "matter.submitted": [tell_desk],
    "matter.raised": [tell_desk],
    "matter.instructed": [tell_desk],
    "matter.dispatched": [tell_units],
    "matter.returned": [tell_desk],
    "matter.resolved": [tell_desk],
    "matter.sent_back": [tell_units],
    "matter.objected": [tell_desk],
    "matter.closed": [close_followers],
    "deadline.near": [tell_units, tell_desk],
    "deadline.missed": [tell_units, tell_desk],
}

HANDLERS.update({handler.__name__: handler for handlers in LATER.values() for handler in handlers})


def react(sender, event, by, **kwargs):
    for handler in AT_ONCE.get(event.verb, ()):
        handler(event, by.as_reaction())
    for handler in LATER.get(event.verb, ()):
        run_errand.defer(handler=handler.__name__, event=str(event.pk))
