"""Bringing a file: upload, columns with a preview, progress, result."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note, note_search
from onedoor.audit.purposes import purpose_of
from onedoor.kit.masking import mask_identity, mask_name, mask_phone
from onedoor.kit.problems import NotFound, NotNow, Problem
from onedoor.matters.importing import running, telling
from onedoor.matters.importing.asking import ColumnsForm, UploadForm
from onedoor.matters.importing.columns import checked, guess
from onedoor.matters.importing.lines import Reader
from onedoor.matters.importing.reading import read_table
from onedoor.matters.models import ImportRun, ImportSource
from onedoor.matters.tasks import import_rows

PREVIEW, SHOWN, RUNS, STUCK = 20, 3, 10, timedelta(seconds=45)
MASKS = {"name": mask_name, "phone": mask_phone, "identity": mask_identity}
State = ImportRun.State


def bring(request):
    """批量导入 — choose a file; what was brought before stands below."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            table = read_table(told["file"].read(), told["file"].name)
            source = running.source_named(told["source"], told["kind"])
            run = running.open_run(table, source, told["file"].name, by=request.actor)
        except Problem as problem:
            form.add_error("file" if problem.detail.get("field") == "file" else None, problem.message)
        else:
            return redirect("matters:import_run", run.pk)
    runs = _runs(request.actor).exclude(state=State.DROPPED)[:RUNS]
    may_merge = request.actor.holds("matter.merge")
    context = {
        "form": form,
        "runs": runs,
        "sources": ImportSource.objects.order_by("name"),
        "may_merge": may_merge,
    }
    return render(request, "matters/import.html", context, status=422 if form.errors else 200)


def _runs(actor):
    """The files of the actor's own unit."""
    return ImportRun.objects.filter(post__org=actor.post.org).select_related("source", "staff", "post__org")


def _run(request, key) -> ImportRun:
    run = _runs(request.actor).filter(pk=key).first()
    if run is None:
        raise NotFound(_("没有这次导入，或不是本单位的。"))
    return run


def import_run(request, key):
    """一次导入 — its columns to be looked at, its progress or its result: one address from beginning to end."""
    run = _run(request, key)
    if request.method == "POST":
        return _act(request, run)
    if run.state != State.READ:
        return render(request, "matters/import_run.html", _progress(request, run))
    return _ask(
        request, run, ColumnsForm(headings=run.headings, mapping=guess(run.headings, run.source.mapping))
    )


def _act(request, run):
    """Begin, go on, throw away; anything else looks again with the columns as they now stand."""
    wanted = request.POST.get("do")
    if wanted == "drop":
        running.drop(run, by=request.actor)
        return redirect("matters:import")
    if wanted == "resume":
        return _resume(request, run)
    form = ColumnsForm(request.POST, headings=run.headings, mapping={})
    if not form.is_valid() or wanted != "begin":
        return _ask(request, run, form)
    with transaction.atomic():
        running.begin(run, form.mapping(), by=request.actor)
        import_rows.defer(run=str(run.pk))
    return redirect("matters:import_run", run.pk)


def _resume(request, run):
    running.require(request.actor)
    if not _progress(request, run)["is_stuck"]:
        raise NotNow(_("正在导入，不用重新开始。"))
    import_rows.defer(run=str(run.pk))
    return redirect("matters:import_run", run.pk)


def _ask(request, run, form):
    """The columns, and what the first rows become with them."""
    rows, mapping = running.rows_of(run)[:PREVIEW], form.mapping()
    note_search(by=request.actor, what=_("批量导入预览"), found=len(rows), fields=["masked", "text"])
    context = {"run": run, "form": form, "columns": _columns(form, rows[:SHOWN]), "shown": len(rows)}
    if not form.errors and mapping:
        try:
            lines = Reader(run.source, run.headings, checked(mapping, run.headings), request.actor).read(rows)
            context["bad"] = [line for line in lines if line.reason]
            context["tried"] = True
        except Problem as problem:
            context["cannot"] = problem.message
    return render(request, "matters/import_columns.html", context, status=422 if form.errors else 200)


def _columns(form, rows) -> list[dict]:
    """Each column with its question and first cells; what tells who somebody is, is masked here as everywhere."""
    columns = []
    for place, field in enumerate(form):
        mask = MASKS.get(field.value(), str)
        cells = [cells[place] for _number, cells in rows if place < len(cells)]
        columns.append({"field": field, "cells": [mask(cell) if cell else "" for cell in cells]})
    return columns


def import_progress(request, key):
    """How far it has come: the part of the page that asks again by itself."""
    return render(request, "matters/_import_progress.html", _progress(request, _run(request, key)))


def _progress(request, run) -> dict:
    is_stuck = run.state == State.RUNNING and timezone.now() - run.moved_at > STUCK
    return {
        "run": run,
        "is_stuck": is_stuck,
        "told": run.told.all()[:PREVIEW],
        "left_out": run.refused + run.changed,
    }


def import_bad_rows(request, key, ending):
    """未导入的行 — as a file; it holds what people said and perhaps who they are, so taking it out is logged."""
    run = _run(request, key)
    if ending not in telling.CONTENT_TYPES:
        raise NotFound(_("只能下载xlsx或csv文件。"))
    reason = _("批量导入未导入的行，共%(count)s行") % {"count": run.told.count()}
    note(
        Kind.EXPORT,
        by=request.actor,
        fields=("case",),
        reason=reason,
        purpose=purpose_of(request.actor) or "P01",
    )
    name = f"import-{timezone.localtime(run.begun_at):%Y%m%d}-{str(run.pk)[-6:]}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        telling.as_file(run, ending), content_type=telling.CONTENT_TYPES[ending], headers=headers
    )
