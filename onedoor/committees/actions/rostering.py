"""名册 — who may mediate, in what they are versed, what they were honoured with."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.committees.models import Honour, Mediator, Panel
from onedoor.committees.standing import insist, may_edit
from onedoor.kit.problems import NotNow, NotValid


@transaction.atomic
def enrol(staff, *, by, **told) -> Mediator:
    """聘任调解员 — once more for the same person, it is a change (人民调解法 第十四条)."""
    insist(may_edit(by))
    post = told["post"]
    if not post.type.verbs or "mediation.mediate" not in post.type.verbs:
        raise NotValid(_("这个岗位不主持调解，请先设调解员岗位。"), field="post")
    told.setdefault("since", timezone.localdate())
    mediator, _is_new = Mediator.objects.update_or_create(staff=staff, defaults=told | {"until": None})
    return mediator


@transaction.atomic
def leave(mediator: Mediator, *, by) -> Mediator:
    """解聘调解员 — with nothing open in their hands; seats end with it."""
    insist(may_edit(by))
    if count := mediator.assignments.filter(until=None, mediation__ended_at=None).count():
        raise NotNow(_("还有%(count)s件调解在手，请先更换调解员。") % {"count": count})
    today = timezone.localdate()
    mediator.seats.filter(until=None).update(until=today)
    mediator.until = today
    mediator.save(update_fields=["until"])
    return mediator


def honour(mediator: Mediator, *, by, name, given_by, given_on) -> Honour:
    """登记荣誉 — who gave it, and on which day."""
    insist(may_edit(by))
    return Honour.objects.create(mediator=mediator, name=name, given_by=given_by, given_on=given_on)


@transaction.atomic
def gather(*, by, name, committee, mediators, words="", since=None) -> Panel:
    """组建金牌调解团 — once more under the same name, it is a change."""
    insist(may_edit(by))
    told = {"committee": committee, "words": words, "since": since or timezone.localdate()}
    panel, _is_new = Panel.objects.update_or_create(name=name, defaults=told)
    panel.mediators.set(mediators)
    return panel
