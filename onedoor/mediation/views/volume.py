"""卷宗 — the papers of a mediation, each as Word and as PDF; its files; the bound volume; the forms with nothing in them."""

import io

from django.http import FileResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.kit.paperwork import Paper, as_word, set_sheets
from onedoor.kit.problems import NotFound
from onedoor.mediation import actions
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers import BINDING, PAPERS, all_blank, blank
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.queries.volumes import file_of, over_of, volume_of
from onedoor.mediation.views.tabs import Tab
from onedoor.mediation.volume.contents import contents_of
from onedoor.mediation.volume.keeping import RULES

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = ("pdf", "docx")


def _told(mediation, actor) -> dict:
    kept = volume_of(mediation)
    return {
        "contents": contents_of(mediation),
        "volume": kept,
        "rule": RULES[kept.rule].words if kept else "",
        "askings": list(kept.askings.select_related("staff", "second")) if kept else [],
        "blank_ones": [(kind, Kind(kind).label) for kind in PAPERS],
        "taken_out": list(mediation.files.shared().exclude(taken_out_at=None).for_rows()),
    }


VOLUME = Tab("volume", "mediation/volume.html", _told)


def volume(request, code):
    """卷宗 — what is needed, what is there, what is missing and who owes it."""
    return VOLUME.page(request, code)


def step(request, code, name):
    """办一步."""
    return VOLUME.press(request, code, name)


def sheet(request, code, kind, form):
    """出具文书 — with what is known; the sides' names are opened for it, and logged."""
    mediation = find(code, request.actor)
    if kind not in PAPERS or form not in FORMS:
        raise NotFound(_("没有这种文书。"))
    papers = actions.make_sheets(mediation, kind, by=request.actor)
    return _download(papers, f"{mediation.number or code} {papers[0].title}", form)


def file(request, code, pk):
    """打开材料 — a photo is shown, anything else is downloaded."""
    found = file_of(find(code, request.actor), pk)
    content = actions.read_file(found, by=request.actor)
    return _sent(content, found.name, found.content_type, attached=not found.is_photo)


def bound(request, code):
    """打开卷宗 — bound; before it is filed, as it would be bound now."""
    mediation = find(code, request.actor)
    is_filed = volume_of(mediation) is not None
    read = actions.read_volume if is_filed else actions.preview_volume
    return _sent(read(mediation, by=request.actor), f"{mediation.number or code} 卷宗.pdf", PDF)


def volumes(request):
    """保管期满 — the volumes of one's own committee whose time is over."""
    return render(request, "mediation/volumes.html", {"volumes": list(over_of(request.actor)[:200])})


def blank_forms(request):
    """空白文书 — all of them as one PDF."""
    return _sent(set_sheets(all_blank()).content, "人民调解空白文书.pdf", PDF)


def blank_form(request, kind, form):
    """一种空白文书."""
    if kind not in PAPERS | BINDING or form not in FORMS:
        raise NotFound(_("没有这种文书。"))
    paper = blank(kind)
    return _download([paper], f"空白 {paper.title}", form)


def _download(papers: list[Paper], name: str, form: str) -> FileResponse:
    """Word holds one paper: of several it is the last, the newest."""
    if form == "docx":
        return _sent(as_word(papers[-1]), f"{name}.docx", WORD)
    return _sent(set_sheets(papers).content, f"{name}.pdf", PDF)


def _sent(content: bytes, name: str, kind: str, *, attached=True) -> FileResponse:
    return FileResponse(io.BytesIO(content), as_attachment=attached, filename=name, content_type=kind)
