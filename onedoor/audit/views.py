"""The auditor's page. It shows who looked, never at whose name."""

from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note
from onedoor.audit.forms import LogForm
from onedoor.audit.models import AccessLog, Seal
from onedoor.audit.purposes import fields_in_words, in_words
from onedoor.audit.queries import PAGE, log_rows, staff_number
from onedoor.kit.problems import NotAllowed


def log(request):
    """查阅日志 — a page of rows, newest first; looking at the log is logged as well."""
    if not request.actor.holds("audit.read"):
        raise NotAllowed(_("只有审计管理员可以查阅日志。"))
    form = LogForm(request.GET)
    valid, found, following = form.is_valid(), [], ""
    if valid:
        note(
            Kind.SEARCH,
            by=request.actor,
            fields=["log"],
            purpose="P14",
            case_code=form.cleaned_data["case_code"],
        )
        found = list(_rows(form.cleaned_data, request.GET.get("before", "")))
        following = _next(request, found)
    context = {
        "form": form,
        "lines": [_line(row) for row in found[:PAGE]],
        "first": "?" + urlencode(_conditions(request)) if request.GET.get("before") else "",
        "next": following,
        "seal": Seal.objects.order_by("-number").first(),
    }
    return render(request, "audit/log.html", context, status=200 if valid else 422)


def _rows(wanted, before):
    last = _row_before(before)
    return log_rows(
        wanted["since"],
        wanted["until"],
        kind=wanted["kind"],
        staff_id=wanted["staff"],
        case_code=wanted["case_code"],
        before=last,
    )


def _row_before(key):
    """Where the page before ended; a key that means nothing begins at the top."""
    try:
        return AccessLog.objects.filter(pk=UUID(key)).values_list("at", "id").first()
    except ValueError:
        return None


def _conditions(request):
    return [(name, value) for name, value in request.GET.items() if value and name != "before"]


def _next(request, found):
    return (
        "?" + urlencode([*_conditions(request), ("before", found[PAGE - 1].pk)]) if len(found) > PAGE else ""
    )


def _line(row):
    return {
        "row": row,
        "number": staff_number(row.staff_id),
        "purpose": in_words(row.purpose),
        "fields": fields_in_words(row.fields),
        "persons": len(row.subjects),
        "tone": {"refused": "late", "nothing": "near"}.get(row.result, ""),
    }
