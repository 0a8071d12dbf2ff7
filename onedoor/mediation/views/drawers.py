"""各方抽屉 — how much lies in each; whoever mediates opens one thing at a time, and each opening is logged."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.actions import following, gathering, noting, siding
from onedoor.mediation.forms.choosing import said_side
from onedoor.mediation.models import Evidence, Postponement
from onedoor.mediation.queries.drawers import drawers_of, handings_of, note_of
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.standing import mediates
from onedoor.mediation.views.tabs import Tab


def _told(mediation, actor) -> dict:
    has_it = mediates(mediation, actor)
    return {
        "drawers": drawers_of(mediation, actor, with_lines=has_it),
        "has_it": has_it,
        "handings": handings_of(mediation),
        "reasons": list(_reasons(mediation)) if has_it else [],
    }


DRAWERS = Tab("drawers", "mediation/drawers.html", _told)


def drawers(request, code):
    """各方抽屉."""
    return DRAWERS.page(request, code)


def step(request, code, name):
    """办一步."""
    return DRAWERS.press(request, code, name)


def opened(request, code, kind, pk):
    """打开一件 — logged before a word leaves; shown once, on a page of its own."""
    mediation = find(code, request.actor)
    if kind not in OPENING:
        raise NotFound(_("抽屉里没有这一件。"))
    side, title, lines = OPENING[kind](mediation, pk, request.actor)
    context = {
        "mediation": mediation,
        "case": mediation.case,
        "who": said_side(side),
        "title": title,
        "lines": lines,
    }
    response = render(request, "mediation/opened.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _note(mediation, pk, by):
    note = note_of(mediation, pk)
    return note.drawer.side, note.get_kind_display(), [noting.open_note(note, by=by)]


def _evidence(mediation, pk, by):
    row = Evidence.objects.for_rows().filter(pk=pk, mediation=mediation).exclude(drawer=None).first()
    if row is None:
        raise NotFound(_("抽屉里没有这一件。"))
    told = gathering.open_evidence(row, by=by)
    return row.side, _("保密的证据"), [told["name"], told["shows"]]


def _reasons(mediation):
    rows = Postponement.objects.filter(session__mediation=mediation)
    return rows.select_related("side__drawer", "side__party__person", "session")


def _reason(mediation, pk, by):
    row = _reasons(mediation).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("抽屉里没有这一件。"))
    return row.side, _("改期的理由"), [noting.open_postponement(row, by=by)]


def _contact(mediation, pk, by):
    side = mediation.sides.current().for_rows().select_related("drawer").filter(pk=pk).first()
    if side is None or not side.safe_contact_sealed:
        raise NotFound(_("抽屉里没有这一件。"))
    return side, _("安全联系方式"), [siding.safe_contact_of(mediation, side=side, by=by)]


def _visit(mediation, pk, by):
    row = (
        mediation.followups.for_rows()
        .select_related("side__drawer")
        .filter(pk=pk)
        .exclude(done_at=None)
        .first()
    )
    if row is None:
        raise NotFound(_("抽屉里没有这一件。"))
    answer, note = following.words_of(row, by=by)
    lines = [(_("本人的话"), answer), (_("回访人了解到的情况"), note)]
    return row.side, _("回访记录"), [f"{label}：{words or '—'}" for label, words in lines]


OPENING = {"note": _note, "evidence": _evidence, "reason": _reason, "contact": _contact, "visit": _visit}
