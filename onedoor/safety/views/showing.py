"""How every page of safety leaves: kept by no browser; and the one way from a code to its case."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.kit.problems import NotFound
from onedoor.safety.standing import insist_on_reach


def show(request, template: str, context: dict, status: int = 200):
    return kept_by_nobody(render(request, f"safety/{template}", context, status=status))


def kept_by_nobody(response):
    response.headers["Cache-Control"] = "no-store, private"
    return response


def case_of(request, code: str) -> Case:
    """Out of reach and absent look the same."""
    case = Case.objects.select_related("region").filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    insist_on_reach(case, request.actor)
    return case


def put_problem(form, problem) -> None:
    """Beside its field, where it names one."""
    field = problem.detail.get("field")
    form.add_error(field if field in form.fields else None, problem.message)
