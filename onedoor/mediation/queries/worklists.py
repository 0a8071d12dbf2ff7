"""要办的事 — what waits for somebody today, and what is still to be done for those that are over: no words of any of them, only
which and what. One question to the database for each sort."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.mediation.lifecycle import LIFECYCLE, Status
from onedoor.mediation.limits import ASK_BEFORE, DUE_REMINDERS
from onedoor.mediation.models import (
    Appraisal,
    Confirmation,
    Due,
    EndingTold,
    FollowUp,
    Mediation,
    Note,
    Postponement,
    Returned,
    Side,
)
from onedoor.mediation.models.returning import ANSWERED
from onedoor.mediation.queries.mediations import readable
from onedoor.mediation.queries.settling import to_ask

MOST = 50
WAITS_FOR_COURT = (Confirmation.Status.APPLIED, Confirmation.Status.ACCEPTED)


@dataclass(frozen=True)
class ToDo:
    """One thing: of which mediation, what, on which tab it is done, and whether its day has passed."""

    mediation: Mediation
    words: str
    tab: str
    is_late: bool = False


def today_of(actor) -> list[ToDo]:
    """今天要办 — what somebody asked or wrote, what is due, clocks that end; the late ones first."""
    mine, found = readable(actor), []
    for waits in (_messages, _postponements, _clocks, _appraisals, _dues, _visits, _undated):
        found += waits(mine, timezone.localdate())
    return sorted(found, key=lambda one: not one.is_late)


def _messages(mine, today) -> list[ToDo]:
    """Those after which nothing was answered in that drawer."""
    answer = Note.objects.filter(drawer=OuterRef("drawer"), kind=Note.Kind.ANSWER, at__gte=OuterRef("at"))
    notes = Note.objects.filter(kind=Note.Kind.MESSAGE, drawer__side__mediation__in=mine)
    open_ones = notes.filter(~Exists(answer)).select_related("drawer__side__mediation__case")
    words = _("第%(place)s方留言，等回复")
    sides = {note.drawer.side_id: note.drawer.side for note in open_ones[:MOST]}
    return [ToDo(side.mediation, words % {"place": side.place}, "drawers") for side in sides.values()]


def _postponements(mine, today) -> list[ToDo]:
    asked = Postponement.objects.filter(answer=Postponement.Answer.ASKED, side__mediation__in=mine)
    words = _("第%(place)s方请求改期，等答复")
    return [
        ToDo(one.side.mediation, words % {"place": one.side.place}, "sessions")
        for one in asked.select_related("side__mediation__case")[:MOST]
    ]


def _clocks(mine, today) -> list[ToDo]:
    """What is due within the days in which the sides are asked for more time, or has run out."""
    soon = timezone.now() + timedelta(days=ASK_BEFORE + 1)
    near = mine.open().filter(case__due_at__lt=soon).by_clock()[:MOST]
    now = timezone.now()
    return [
        ToDo(one, _("期限已过") if one.case.due_at < now else _("期限将到"), "one", one.case.due_at < now)
        for one in near
    ]


def _appraisals(mine, today) -> list[ToDo]:
    late = Appraisal.objects.filter(got_at=None, until__lt=today, mediation__in=mine.open())
    rows = late.select_related("mediation__case")[:MOST]
    return [ToDo(one.mediation, _("鉴定意见过期未到"), "offers", True) for one in rows]


def _dues(mine, today) -> list[ToDo]:
    until = today + timedelta(days=max(DUE_REMINDERS))
    due = Due.objects.watched().open().filter(due_on__lte=until, obligation__agreement__mediation__in=mine)
    rows = due.select_related("obligation__agreement__mediation__case").order_by("due_on", "pk")[:MOST]
    words = _("%(day)s应履行")
    return [
        ToDo(
            one.obligation.agreement.mediation,
            words % {"day": one.due_on.isoformat()},
            "agreement",
            one.due_on < today,
        )
        for one in rows
    ]


def _visits(mine, today) -> list[ToDo]:
    open_ones = FollowUp.objects.open().filter(due_on__lte=today, mediation__in=mine)
    rows = open_ones.select_related("mediation__case", "side").order_by("due_on", "pk")[:MOST]
    words = _("%(day)s应回访第%(place)s方")
    return [
        ToDo(
            one.mediation,
            words % {"day": one.due_on.isoformat(), "place": one.side.place},
            "agreement",
            one.due_on < today,
        )
        for one in rows
    ]


def _undated(mine, today) -> list[ToDo]:
    """What was agreed without a day, and nobody has said anything of it for long."""
    words = _("没有写明日期的约定，请问各方还有没有要办的")
    return [ToDo(one, words, "agreement") for one in to_ask().filter(pk__in=mine.values("pk"))[:MOST]]


def after_of(actor) -> list[tuple[Mediation, list[str]]]:
    """结束后还要办的 — sides that were not told, whoever sent it and has no answer, a court that has not answered, no volume yet."""
    over = readable(actor).exclude(ended_at=None).exclude(status=Status.FILED)
    found = over.annotate(
        untold=_count(Side.objects.filter(party__until=None)) - _told(),
        is_ending=Exists(Mediation.objects.filter(pk=OuterRef("pk"), endings__round=F("round"))),
        at_court=Exists(
            Confirmation.objects.filter(agreement__mediation=OuterRef("pk"), status__in=WAITS_FOR_COURT)
        ),
        is_returned=Exists(Returned.objects.filter(mediation=OuterRef("pk"), round=OuterRef("round"))),
    ).order_by("ended_at", "pk")
    fileable = Q(status__in=LIFECYCLE.moves["file"].frm)
    waits = fileable | Q(at_court=True) | Q(way_in__in=ANSWERED, is_returned=False)
    rows = found.filter(waits | Q(is_ending=True, untold__gt=0))
    return [(one, _left(one)) for one in rows[:MOST]]


def _left(mediation) -> list[str]:
    """What is left of this one, in words."""
    count, said = mediation.untold, []
    if mediation.is_ending and count > 0:
        said.append(ngettext("还要告知%(count)s方", "还要告知%(count)s方", count) % {"count": count})
    if mediation.way_in in ANSWERED and not mediation.is_returned:
        said.append(_("还没有回复移送单位"))
    if mediation.at_court:
        said.append(_("等法院答复"))
    if mediation.status in LIFECYCLE.moves["file"].frm:
        said.append(_("还没有签齐、归档"))
    return said


def _count(rows):
    counted = rows.filter(mediation=OuterRef("pk")).order_by().values("mediation").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _told():
    told = EndingTold.objects.filter(ending__mediation=OuterRef("pk"), ending__round=OuterRef("round"))
    counted = told.order_by().values("ending__mediation").annotate(n=Count("side", distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
