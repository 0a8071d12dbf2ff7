"""/api/v1/matters/{code}/…: every step of a matter, by the same forms and actions as on the page; and papers for its file."""

from hashlib import sha256
from uuid import UUID

from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from onedoor.api.bodies import body_of, form_data
from onedoor.api.listing import matter_for
from onedoor.api.matters import CODE, KEY
from onedoor.api.schemas import NO_NUL, PapersOut, StepOut
from onedoor.api.wording import form_sentences
from onedoor.cases.papers import MOST_A_CASE
from onedoor.cases.receipts import once
from onedoor.kit.problems import NotValid
from onedoor.matters.steps import STEPS

router = Router(tags=["步骤"])
NOTE = Form(min_length=1, max_length=500, pattern=NO_NUL, description=gettext_noop("这些材料是什么"))
PAPERS = File(description=gettext_noop("照片（重建像素，去掉位置信息）、PDF 或 Word，每个不超过20MB"))


@router.post(
    "/{code}/papers",
    response={201: PapersOut},
    summary=gettext_noop("补充照片、材料"),
    operation_id="matters_add_papers",
    tags=["事项"],
)
def add_papers(
    request,
    code: str = CODE,
    note: str = NOTE,
    papers: list[UploadedFile] = PAPERS,
    key: UUID = KEY,
):
    """归入案卷，按内容检查；某一步的佐证也先发到这里 — filed and judged by their content; the evidence of a step is
    sent here first."""
    if len(papers) > MOST_A_CASE:
        raise NotValid(_("一件事最多%(count)s个附件。") % {"count": MOST_A_CASE}, field="papers")

    def do():
        _step_taken(request.actor, code, "note", {"note": note}, MultiValueDict({"papers": papers}))
        return {
            "code": code,
            "added": len(papers),
            "papers": matter_for(request.actor, code).case.papers.count(),
        }

    return Status(
        201, once(key, [code, "papers", note, [_digest(p) for p in papers]], do, by=request.actor)[0]
    )


def _digest(upload) -> str:
    """Of what was sent, so that a key used again for other papers shows."""
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _step_taken(actor, code: str, name: str, sent: dict, files=None):
    """The form checks, the action does."""
    matter, step = matter_for(actor, code), STEPS[name]
    form = step.form(form_data(sent), files, matter=matter, actor=actor)
    if not form.is_valid():
        raise NotValid(_("请求的内容不合规，见各字段说明。"), fields=form_sentences(form.errors))
    return step.action(matter, by=actor, **form.cleaned_data)


def _take(actor, code: str, name: str, key: UUID, sent: dict) -> dict:
    """One step by one key: a repeat is given the first answer, even where the matter is out of reach by now."""
    return once(
        key,
        [code, name, sent],
        lambda: {"code": code, "status": _step_taken(actor, code, name, sent).status},
        by=actor,
    )[0]


def _route(name: str, step) -> None:
    body = body_of(name, step)
    said = name.strip("_")

    def take(request, body: body, code: str = CODE, key: UUID = KEY):
        return _take(request.actor, code, name, key, body.model_dump(exclude_unset=True))

    take.__name__ = f"take_{name}"
    take.__doc__ = step.action.__doc__
    with translation.override("zh-hans"):
        label = str(step.label)
    router.post(f"/{{code}}/{said}", response=StepOut, summary=label, operation_id=f"matters_{said}")(take)


for _name, _step in STEPS.items():
    _route(_name, _step)
