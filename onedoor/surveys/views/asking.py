"""Pages of whoever asks: what is asked for what, a form brought and looked at, answers so far, the end."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from onedoor.kit.forbidden import KINDS
from onedoor.kit.problems import NotFound, NotValid
from onedoor.surveys import actions
from onedoor.surveys.answering_forms import is_simple
from onedoor.surveys.forms import EndForm, FormFileForm, SurveyForm
from onedoor.surveys.judging import NOBODY
from onedoor.surveys.queries import asking
from onedoor.surveys.queries.table import replies_of, until
from onedoor.surveys.questions import kept
from onedoor.surveys.sample import sample

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xlsx": XLSX, "zip": "application/zip"}
SIZE = 20


def listing(request):
    """调查问卷 — those to fill in, and for whoever asks, all of them with what they cost and what came back."""
    by = request.actor
    asked = [_line(survey) for survey in asking.open_to(by)]
    mine = [
        _line(survey) | {"replies": replies_of(survey, by).count()} for survey in asking.surveys_of(by)[:100]
    ]
    context = {"asked": asked, "mine": mine, "may_edit": by.holds("survey.edit")}
    context["may_answer"] = by.holds("survey.answer")
    return render(request, "surveys/list.html", context)


def _line(survey) -> dict:
    version = asking.published(survey)
    newest = version or survey.versions.first()
    return {
        "survey": survey,
        "version": version,
        "burden": asking.burden_of(survey, newest),
        "is_simple": version is not None and is_simple(version),
    }


def new(request):
    """上传问卷 — what is wrong stands beside the form; what is right is kept unpublished, for a second look."""
    form = SurveyForm(request.POST or None, request.FILES or None, by=request.actor)
    context = {"form": form, "never": [*(kind.why for kind in KINDS), NOBODY]}
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        file = told.pop("file")
        try:
            version = actions.bring(file.read(), file.name, by=request.actor, **told)
            return redirect("surveys:survey", version.survey_id)
        except NotValid as problem:
            context["draft"] = _refuse(form, problem)
    return render(request, "surveys/new.html", context, status=422 if form.errors else 200)


def sample_form(request):
    """样表 — a form to begin with."""
    headers = {"Content-Disposition": content_disposition_header(True, _("问卷样表.xlsx"))}
    return HttpResponse(sample(), content_type=XLSX, headers=headers)


def _refuse(form, problem):
    named = problem.detail.get("field")
    form.add_error(named if named in form.fields else None, problem.message)
    return problem.detail.get("draft")


def survey(request, key):
    """一份问卷."""
    return _page(request, asking.find(key, request.actor))


def _page(request, found, status=200, **more):
    version, newest = asking.published(found), found.versions.first()
    waiting = newest if newest and newest.published_at is None else None
    shown = waiting or version
    context = {
        "survey": found,
        "version": version,
        "waiting": waiting,
        "shown": shown,
        "questions": kept(shown) if shown else [],
        "burden": asking.burden_of(found, shown),
        "villages": asking.by_village(found, request.actor),
        "count": replies_of(found, request.actor).count(),
        "until": until(found),
        "versions": found.versions.all(),
        "form": FormFileForm(),
        "end_form": EndForm(),
    }
    return render(request, "surveys/survey.html", context | more, status=status)


def again(request, key):
    """上传新版."""
    found = asking.find(key, request.actor)
    form = FormFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, 422, form=form)
    file, media = form.cleaned_data["file"], form.cleaned_data["media"]
    try:
        actions.bring_again(found, file.read(), file.name, by=request.actor, media=media)
    except NotValid as problem:
        draft = _refuse(form, problem)
        return _page(request, found, 422, form=form, draft=draft)
    messages.success(request, _("已读入新版，看过以后再发布。"))
    return redirect("surveys:survey", key)


def decide(request, key):
    """发布、放弃 — the version that waits."""
    found = asking.find(key, request.actor)
    version = found.versions.filter(published_at=None).first()
    if version is None:
        raise NotFound(_("没有等着发布的版本。"))
    if request.POST.get("do") == "drop":
        actions.drop(version, by=request.actor)
        messages.success(request, _("已放弃，没有留下。"))
        kept_on = found.versions.exists()
        return redirect("surveys:survey", key) if kept_on else redirect("surveys:list")
    actions.publish(version, by=request.actor)
    messages.success(request, _("已发布，网页和采集程序里都能填了。"))
    return redirect("surveys:survey", key)


def end(request, key):
    """提前结束."""
    found, form = asking.find(key, request.actor), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, end_form=form, is_ending=True)
    actions.end(found, by=request.actor, **form.cleaned_data)
    messages.success(request, _("已结束。已经填好的两周内还能交来。"))
    return redirect("surveys:survey", key)


def source(request, key):
    """原文件 — the XLSForm as it was brought: of the version named, or the newest."""
    versions = asking.find(key, request.actor).versions
    named = request.GET.get("version", "")
    version = versions.filter(name=named).first() if named else versions.first()
    if version is None:
        raise NotFound(_("没有这一版。"))
    headers = {"Content-Disposition": content_disposition_header(True, version.file_name)}
    return HttpResponse(bytes(version.source), content_type=XLSX, headers=headers)


def replies(request, key):
    """答卷 — a page of them; logged before it is shown."""
    found = asking.find(key, request.actor)
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    total = replies_of(found, request.actor).count()
    table = actions.open_replies(found, by=request.actor, first=(page - 1) * SIZE, size=SIZE)
    context = {"survey": found, "table": table, "total": total, "page": page}
    context["previous"] = f"?page={page - 1}" if page > 1 else ""
    context["next"] = f"?page={page + 1}" if page * SIZE < total else ""
    return render(request, "surveys/replies.html", context)


def photo(request, key, pk):
    """一张照片."""
    found = actions.open_photo(asking.find(key, request.actor), pk, by=request.actor)
    return FileResponse(found.file.open("rb"), filename=found.text, content_type="image/jpeg")


def export(request, key):
    """导出答卷."""
    found = asking.find(key, request.actor)
    form = request.POST.get("form", "xlsx")
    if form not in FORMS:
        raise NotFound(_("没有这种格式。"))
    name = f"{found.title}-{timezone.localdate():%Y%m%d}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    content = actions.export(found, by=request.actor, form=form)
    return HttpResponse(content, content_type=FORMS[form], headers=headers)
