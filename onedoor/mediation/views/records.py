"""调解记录 — written while it is said, read back, signed on the screen or on paper; and the hands under it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.problems import NotFound, Problem
from onedoor.mediation.actions import recording
from onedoor.mediation.forms import sessions as forms
from onedoor.mediation.models import Record
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.queries.sessions import Words, session_of, unsigned
from onedoor.mediation.queries.sides import is_open
from onedoor.mediation.standing import may_mediate

SIGNING = {
    "sign": (forms.SignForm, recording.sign, gettext_lazy("在屏幕上签字")),
    "sign_on_paper": (forms.SignOnPaperForm, recording.sign_on_paper, gettext_lazy("收存签字的记录")),
    "refuse_to_sign": (forms.RefuseForm, recording.refuse_to_sign, gettext_lazy("记明拒绝签字")),
}
OF_HANDS = ("side__party__person", "staff", "file", "representative__person")


def record(request, code, pk):
    """调解记录 — written, and kept as often as wanted until it is read back; on any refusal every word stands there again."""
    session = session_of(find(code, request.actor), pk)
    found = Record.objects.filter(session=session).first()
    if request.method == "POST":
        return _save(request, session)
    if found and found.read_back_at:
        return _show(request, session)
    return _write(
        request,
        session,
        forms.RecordForm(mediation=session.mediation, initial=_initial(request, found, session)),
    )


def _save(request, session):
    form = forms.RecordForm(request.POST, mediation=session.mediation)
    if not form.is_valid():
        return _write(request, session, form, 422)
    told, by = form.cleaned_data, request.actor
    later = told["next_day"] and timezone.make_aware(datetime.combine(told["next_day"], told["next_hour"]))
    more = {"rights_told": told["rights_told"], "result": told["result"], "next_at": later or None}
    try:
        recording.write_record(session.mediation, session=session, words=form.words(), **more, by=by)
        if "read_back" in request.POST:
            recording.read_back(session.mediation, session=session, by=by)
    except Problem as problem:
        form.add_error(None, problem.message)
        return _write(request, session, form, problem.status)
    messages.success(request, _("记录已保存。"))
    return redirect("mediation:record", session.mediation.case.code, session.pk)


def _initial(request, found, session) -> dict:
    if found is None:
        return {}
    words = recording.open_record(session, by=request.actor)
    said = {f"said_{place}": text for place, text in words.statements.items()}
    later = found.next_at and timezone.localtime(found.next_at)
    more = {"rights_told": found.rights_told, "result": found.result}
    return (
        vars(words) | said | more | {"next_day": later and later.date(), "next_hour": later and later.time()}
    )


def _write(request, session, form, status=200):
    context = {
        "mediation": session.mediation,
        "case": session.mediation.case,
        "session": session,
        "form": form,
    }
    return render(request, "mediation/record_form.html", context, status=status)


def _show(request, session, status=200, **refused):
    mediation, found = session.mediation, session.record
    words = recording.open_record(session, by=request.actor)
    found.session = session
    left = unsigned(found)
    context = {
        "mediation": mediation,
        "case": mediation.case,
        "session": session,
        "record": found,
        "words": words,
        "said": _said(mediation, words),
        "is_open": is_open(mediation),
        "signatures": list(found.signatures.select_related(*OF_HANDS)),
        "left": left,
        "steps": [] if may_mediate(mediation, request.actor) else _steps(found, left, request.actor, refused),
    }
    return render(request, "mediation/record.html", context, status=status)


def _said(mediation, words: Words) -> list:
    """Each side with what it said."""
    return [(side, words.statements.get(side.place, "")) for side in mediation.sides.current().for_rows()]


def _steps(record, left, by, refused) -> list:
    """What whoever mediates may still do about signatures: who has signed is not asked again."""
    mediation, has_signed = record.session.mediation, record.signatures.filter(staff=by.staff).exists()
    steps = [
        (name, label, refused.get(name) or form(mediation=mediation, prefix=name))
        for name, (form, _action, label) in SIGNING.items()
        if left or (name == "sign" and not has_signed)
    ]
    for name, _label, form in steps:
        if name == "sign":
            _offer_left(form.fields["side"], left, has_signed)
    return steps


def _offer_left(field, left, has_signed) -> None:
    field.queryset = field.queryset.filter(pk__in=[side.pk for side in left])
    if has_signed:
        field.empty_label = _("请选择")


def signing(request, code, pk, name):
    """签字 — on the screen, on paper, or the refusal."""
    session = session_of(find(code, request.actor), pk)
    if name not in SIGNING:
        raise NotFound(_("没有这一步。"))
    kind, action, _label = SIGNING[name]
    form = kind(request.POST, request.FILES, mediation=session.mediation, prefix=name)
    if not form.is_valid():
        return _show(request, session, 422, **{name: form})
    try:
        action(session.mediation, session=session, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        named = problem.detail.get("field")
        form.add_error(named if named in form.fields else None, problem.message)
        return _show(request, session, problem.status, **{name: form})
    messages.success(request, _("已登记签字。"))
    return redirect("mediation:record", code, session.pk)


def hand(request, code, pk, signature):
    """看签字 — the picture of a hand."""
    session = session_of(find(code, request.actor), pk)
    row = session.record.signatures.select_related("record__session").filter(pk=signature).first()
    if row is None:
        raise NotFound(_("没有这个签字。"))
    row.record.session = session
    return HttpResponse(recording.drawn_of(row, by=request.actor), content_type="image/png")
