"""材料 — what is signed, handed in or photographed is kept sealed; reading it is written down before anything leaves."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.cases.moving import acting
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import File, Mediation, Session
from onedoor.mediation.standing import (
    OF_ONE_SIDE,
    insist,
    may_add_file,
    may_handle,
    may_read_file,
    side_of,
)
from onedoor.mediation.stored import content_of, write_file

Kind, Origin = File.Kind, File.Origin
HELD = Session.Status.HELD


def keep_file(mediation: Mediation, upload, *, kind: str, by, name="", **about) -> File:
    """收存材料 — a scan, a photo or a piece of evidence; in a `drawer` it is that side's alone. `side`, `session`, `ending`: which
    paper it stands for."""
    drawer = about.get("drawer")
    insist(may_add_file(mediation, by, drawer))
    about["side"] = drawer.side if drawer else about.get("side")
    _insist_on_own(mediation, about)
    facts = {} if drawer else {"kind": kind}
    with acting(mediation, "case.see", "mediation.kept", _("收存材料"), by=by, **facts) as fresh:
        _insist_on_open(fresh)
        if drawer is None and about.get("origin") != Origin.MADE:
            _insist_on_place(fresh, kind, about)
        return write_file(fresh, upload, kind=kind, by=by, name=name, **about)


def _insist_on_own(mediation: Mediation, about: dict) -> None:
    for field in ("side", "session", "ending"):
        named = about.get(field)
        if named is not None and named.mediation_id != mediation.pk:
            raise NotValid(_("这不是这件调解里的。"), field=field)


def _insist_on_place(mediation: Mediation, kind: str, about: dict) -> None:
    """Which side's card it is, and which session's record: where there is one alone, it is that one."""
    if kind in OF_ONE_SIDE and about["side"] is None:
        raise NotValid(_("请选这是哪一方的。"), field="side")
    if kind == Kind.RECORD and about.get("session") is None:
        held = list(mediation.sessions.joint().filter(status=HELD)[:2])
        if len(held) > 1:
            raise NotValid(_("开过几次会，请选这是哪一次的记录。"), field="session")
        about["session"] = held[0] if held else None


def _insist_on_open(mediation) -> None:
    if mediation.status == Status.FILED:
        raise NotNow(_("卷宗已经归档，里面的材料不能再增减。"))


def take_out(mediation: Mediation, *, file: File, reason: str, by) -> File:
    """撤出材料 — what was filed by mistake no longer belongs to the volume; the row and the reason stay."""
    insist(may_handle(mediation, by))
    insist(may_read_file(file, by))
    if file.mediation_id != mediation.pk:
        raise NotFound(_("没有这份材料。"))
    with acting(mediation, "case.see", "mediation.taken_out", _("撤出材料"), by=by) as fresh:
        _insist_on_open(fresh)
        file = File.objects.get(pk=file.pk)
        if file.taken_out_at:
            raise NotNow(_("这份材料已经撤出。"))
        file.taken_out_at, file.reason = timezone.now(), reason
        file.save(update_fields=["taken_out_at", "reason"])
    return file


def keep_made(mediation: Mediation, content: bytes, *, kind: str, name: str, by, **about) -> File:
    """定稿 — a generated paper as it is now, with its check value: what is shown or signed later is this one."""
    upload = SimpleUploadedFile(f"{name}.pdf", content)
    return keep_file(mediation, upload, kind=kind, by=by, name=name, origin=Origin.MADE, **about)


def read_file(file: File, *, by) -> bytes:
    """打开材料 — logged first: no log, no content. Logged of whose it is: that somebody looked into one side's drawer, or that a
    side read for itself, is nothing that the other side hears of."""
    insist(may_read_file(file, by))
    mediation = file.mediation
    own = file.drawer.side if file.drawer else side_of(mediation, by)
    parties = mediation.case.parties.all()
    persons = [own.party.person_id] if own else list(parties.values_list("person_id", flat=True))
    purpose = purpose_of(by) if by.staff else ""
    note_read(by=by, person_ids=persons, case_code=mediation.case.code, fields=("paper",), purpose=purpose)
    return content_of(file)
