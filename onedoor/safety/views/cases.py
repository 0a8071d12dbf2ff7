"""One case: how it stands and its steps; what was written is on a page of its own, and who opens it is kept."""

from django.http import HttpResponse
from django.utils import timezone

from onedoor.kit.htmx import page_or_part
from onedoor.safety import actions, sealing
from onedoor.safety.facing import TONES, line_of, told_of
from onedoor.safety.models import Checklist, Level, OwnWord, Report
from onedoor.safety.queries import current, is_invented, is_on, steps_of, supervisors_of
from onedoor.safety.standing import may_answer_lowering, may_open, refuses_joint_session
from onedoor.safety.views.showing import case_of, kept_by_nobody, show


def context_of(case, actor) -> dict:
    """What the page and the panel say."""
    now, row = timezone.now(), current(case)
    may_see = not may_open(case, actor)
    steps = steps_of(case)
    if not may_see:
        # Sealed with the case: what is still to be done stands there, and neither how grave it was nor what was done.
        row, steps = None, [step for step in steps if step.ended_at is None]
    lowering = row.lowerings.filter(answered_at=None).select_related("asked_staff").first() if row else None
    return {
        "case": case,
        "level": row,
        "tone": TONES[row.grade] if row else "plain",
        "lines": [line_of(step, now) for step in steps],
        "forbids": refuses_joint_session(case) if may_see else "",
        "is_on": is_on(case.region),
        "is_invented": is_invented(case.region),
        "lowering": lowering,
        "may_answer": lowering and not may_answer_lowering(lowering, case, actor),
        "may_open": may_see,
        "is_sealed": not may_see,
        "is_supervised": bool(supervisors_of(case)),
    }


def one(request, code):
    """安全核对 — of one case."""
    return show(request, "case.html", context_of(case_of(request, code), request.actor))


def panel(request, code):
    """On the page of a case, for those who may know; where nothing was asked and nothing can be, nothing is said."""
    case = case_of(request, code)
    context = context_of(case, request.actor)
    if request.headers.get("HX-Request") and not context["lines"] and not context["is_on"]:
        return HttpResponse(status=204)
    context["lines"] = [line for line in context["lines"] if not line.step.ended_at]
    return kept_by_nobody(page_or_part(request, "safety/panel.html", "safety/_panel.html", context))


def record(request, code):
    """核对记录 — forms, reasons, reports and what the person said; opening it is written down before anything is read."""
    case = case_of(request, code)
    actions.open_words(case, by=request.actor)
    read = sealing.opener(case)
    forms = Checklist.objects.filter(case=case).select_related(
        "made_post__org", "made_post__type", "made_staff"
    )
    levels = Level.objects.filter(case=case).select_related("set_staff", "second_staff")
    context = {
        "case": case,
        "forms": [(told_of(one), read(one, "note")) for one in forms],
        "levels": [(one, read(one, "why"), TONES[one.grade]) for one in levels],
        "reports": _with_words(read, Report.objects.filter(case=case).select_related("made_staff")),
        "words": _with_words(read, OwnWord.objects.filter(case=case).select_related("heard_staff")),
    }
    return show(request, "record.html", context)


def _with_words(read, rows) -> list:
    return [(row, read(row, "words")) for row in rows]
