"""The pages of the duty list: look it up, read an entry with its versions, change it, bring it as a file."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, NotValid, Problem
from onedoor.matters import duty_files
from onedoor.matters.actions import duty_list as actions
from onedoor.matters.duty_forms import DutyForm, EndForm, SearchForm, UploadForm, first_values
from onedoor.matters.duty_list import edits_duties
from onedoor.matters.models import Category, Responsibility
from onedoor.matters.queries import duty_list as queries
from onedoor.matters.queries.names import offered
from onedoor.matters.views.taking_out import XLSX

# A preview is looked at and carried out the same day.
HELD, HELD_SECONDS = "onedoor.duty_list", 24 * 3600


def duty_list(request):
    """责任清单 — what is in force, narrowed by what was asked."""
    form = SearchForm(request.GET)
    lines, after = [], ""
    if form.is_valid():
        lines, after = queries.page_of(queries.listed(form.sought()), request.GET.get("after", ""))
    context = {
        "form": form,
        "first": [form[name] for name in ("q", "unit")],
        "more": (more := [form[name] for name in ("level", "place", "state", "on")]),
        "more_open": any(field.value() for field in more),
        "lines": lines,
        "after": after,
        "is_first": not request.GET.get("after"),
        "is_empty": not Responsibility.objects.exists(),
        "units": offered()[1],
        "may_edit": edits_duties(request.actor),
    }
    return page_or_part(request, "matters/duty_list.html", "matters/_duties.html", context)


def duty(request, number):
    """清单条目 — what it says, since when, and every version before."""
    return _entry_page(request, number)


def _entry_page(request, number, form=None):
    versions = queries.versions_of(number)
    if not versions:
        raise NotFound(_("责任清单里没有第%(number)d项。") % {"number": number})
    newest, today = versions[0].entry, timezone.localdate()
    proposed, taken, others = queries.choices_made(number)
    context = {
        "entry": newest,
        "versions": versions,
        "is_over": newest.is_over(today),
        "is_coming": newest.valid_from > today,
        "proposed": proposed,
        "taken": taken,
        "others": others,
        "may_edit": edits_duties(request.actor),
        "form": form or EndForm(initial={"on": max(today, newest.valid_from), "seen": newest.version}),
    }
    return render(request, "matters/duty.html", context, status=422 if form else 200)


def duty_new(request):
    """新增条目"""
    actions.require_duty_editor(by=request.actor)
    first = {"number": queries.next_number(), "place": "any", "starts": timezone.localdate()}
    return _edit(request, DutyForm(request.POST or None, initial=first))


def duty_edit(request, number):
    """编辑条目 — the next version of it."""
    actions.require_duty_editor(by=request.actor)
    newest = Responsibility.objects.with_names().filter(number=number).newest().first()
    if newest is None:
        raise NotFound(_("责任清单里没有第%(number)d项。") % {"number": number})
    first = first_values(queries.as_clause(newest), newest.version)
    return _edit(request, DutyForm(request.POST or None, initial=first, newest=newest))


def _edit(request, form):
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            entry = actions.write_duty(form.clause(), by=request.actor, why=told["why"], seen=told["seen"])
        except NotValid as problem:
            _place(form, problem)
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("已保存%(entry)s。") % {"entry": entry})
            return redirect("matters:duty", entry.number)
    context = {
        "form": form,
        "entry": form.newest,
        "categories": Category.objects.valid(timezone.localdate()).order_by("path"),
        "units": offered()[1],
    }
    return render(request, "matters/duty_form.html", context, status=422 if form.errors else 200)


def _place(form, problem) -> None:
    """Each sentence beside the field it speaks of."""
    for name, words in problem.detail.get("fields", [(None, problem.message)]):
        form.add_error(name if name in form.fields else None, words)


def duty_end(request, number):
    """停用条目"""
    form = EndForm(request.POST)
    if not form.is_valid():
        return _entry_page(request, number, form)
    try:
        actions.end_duty(number, by=request.actor, **form.cleaned_data)
    except NotValid as problem:
        form.add_error(problem.detail.get("field"), problem.message)
        return _entry_page(request, number, form)
    messages.success(request, _("已停用清单第%(number)d项。") % {"number": number})
    return redirect("matters:duty", number)


def duty_bring(request):
    """导入责任清单 — a file, what it would change, and only then the change."""
    actions.require_duty_editor(by=request.actor)
    if request.method == "POST" and "held" in request.POST:
        return _carry_out(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _preview(request, form)
    return render(request, "matters/duty_import.html", context, status=422 if form.errors else 200)


def _preview(request, form) -> dict:
    """What the file would change; every wrong row instead when there is one."""
    told = form.cleaned_data
    held = {"source": told["source"], "end_missing": told["end_missing"], "post": request.actor.post.pk}
    try:
        reading = duty_files.read_duty_file(told["file"].read(), told["file"].name)
        held["rows"] = reading.rows
        done = _import(request, held, dry_run=True)
    except NotValid as problem:
        if "problems" in problem.detail:
            form.add_error(None, _("没有导入。请改正下面的问题，再导入一次。"))
            return {"problems": problem.detail["problems"]}
        form.add_error("file", problem.message)
        return {}
    return {"done": done, "notes": reading.notes, "held": signing.dumps(held, salt=HELD, compress=True)}


def _import(request, held: dict, dry_run: bool):
    clauses = duty_files.clauses_of([(line, cells) for line, cells in held["rows"]])
    told = {"source": held["source"], "end_missing": held["end_missing"], "dry_run": dry_run}
    return actions.import_duties(clauses, by=request.actor, **told)


def _carry_out(request):
    """The file as it was previewed, judged once more by the list as it stands now."""
    try:
        held = signing.loads(request.POST["held"], salt=HELD, max_age=HELD_SECONDS)
        if held["post"] != request.actor.post.pk:
            raise signing.BadSignature
        done = _import(request, held, dry_run=False)
    except signing.BadSignature:
        messages.error(request, _("预览已经失效，请重新选择文件。"))
        return redirect("matters:duty_bring")
    except NotValid as problem:
        context = {"form": UploadForm(), "problems": problem.detail.get("problems", [problem.message])}
        return render(request, "matters/duty_import.html", context, status=422)
    words = {
        "new": len(done.created),
        "changed": len(done.changed),
        "same": len(done.same),
        "ended": len(done.ended),
    }
    messages.success(
        request, _("已导入：新增%(new)d项，变更%(changed)d项，未变%(same)d项，停用%(ended)d项。") % words
    )
    return redirect(reverse("matters:duty_list"))


def duty_sheet(request):
    """下载责任清单 — what is in force today, in the columns that an import reads."""
    entries = Responsibility.objects.with_names().valid(timezone.localdate()).order_by("number")
    name = f"duty-list-{timezone.localtime():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(duty_files.duty_sheet(list(entries)), content_type=XLSX, headers=headers)
