"""协议与履行 — what was agreed and who signed, what is due, the court, the end with its ways, return visits; and the calendar."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.explaining import said_due
from onedoor.mediation.actions.agreeing import hand_of
from onedoor.mediation.court import AFTER_BREACH, PAPERS, missing_papers, words_of
from onedoor.mediation.queries import agreements as queries
from onedoor.mediation.queries import performing
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.reading import note_listed
from onedoor.mediation.standing import mediates
from onedoor.mediation.views.tabs import Tab
from onedoor.mediation.ways import WAYS


def _told(mediation, actor) -> dict:
    agreement = queries.current_of(mediation) or queries.binding_of(mediation)
    agreement = queries.with_all(agreement) if agreement else None
    ending = performing.last_ending(mediation)
    return {
        "agreement": agreement,
        "unsigned": queries.stage_of(mediation).missing,
        "court": _court(agreement),
        "has_it": mediates(mediation, actor),
        "bound": performing.bound_beside(mediation, agreement),
        "proofs": performing.proofs_of(mediation),
        "why_not_again": performing.why_not_again(mediation),
        "after_breach": AFTER_BREACH.get(agreement.breach_way) if agreement else None,
        "ending": ending,
        "ways": [(one, WAYS[one.way]) for one in ending.ways.all()] if ending else [],
        "untold": performing.untold_of(ending) if ending else [],
        "visits": performing.visits_of(mediation),
    }


def _court(agreement) -> dict | None:
    """The confirmation with what is still missing for it."""
    row = performing.confirmation_of(agreement)
    if row is None:
        return None
    return {
        "row": row,
        "barred": words_of(row.barred),
        "papers": [name for key, name in PAPERS if key in row.papers],
        "missing": missing_papers(row.papers),
        "unwilling": performing.unwilling_of(row),
        "answers": row.court_answers.all(),
        "clocks": [(_(one.label), said_due(one.due_at), one.basis) for one in performing.courts_clocks(row)],
    }


AGREEMENT = Tab("agreement", "mediation/agreement.html", _told)


def agreement(request, code):
    """协议与履行."""
    return AGREEMENT.page(request, code)


def step(request, code, name):
    """办一步."""
    return AGREEMENT.press(request, code, name)


def hand(request, code, pk):
    """看签字 — the picture of a hand on the agreement."""
    row = queries.hand_on(find(code, request.actor), pk)
    return HttpResponse(hand_of(row, by=request.actor), content_type="image/png")


def _day(typed: str) -> date:
    """A day nobody can have meant is today."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return timezone.localdate()


def dues(request):
    """履行日历 — what is due in a week or a month, what is late, whom to visit."""
    day, span = _day(request.GET.get("day", "")), request.GET.get("span", "week")
    first, last = performing.month_of(day) if span == "month" else performing.week_of(day)
    rows = list(performing.dues_between(request.actor, first, last))
    context = {
        "span": "month" if span == "month" else "week",
        "first": first,
        "last": last,
        "before": performing.earlier(first),
        "after": performing.later(last),
        "rows": rows,
        "late": list(performing.late_dues(request.actor)[:100]),
        "visits": list(performing.visits_between(request.actor, first, last)[:100]),
        "today": timezone.localdate(),
    }
    named = [one.obligation.agreement.mediation for one in (*rows, *context["late"])]
    note_listed([*named, *(one.mediation for one in context["visits"])], by=request.actor)
    return render(request, "mediation/dues.html", context)
