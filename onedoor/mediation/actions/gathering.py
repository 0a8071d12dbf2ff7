"""证据和鉴定 — what was handed in by whom; an expert's appraisal, whose days do not count; more time when all sides agree."""

import json

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.cases import clocks
from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.mediation.clocks import clock_of, is_medical
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.limits import KIND
from onedoor.mediation.models import Appraisal, Consent, Drawer, Evidence, File, Mediation, Side
from onedoor.mediation.queries.sides import insist_heard, own_side
from onedoor.mediation.queries.signing import still_to
from onedoor.mediation.standing import insist, may_mediate, may_speak_for, reads_drawer, side_of
from onedoor.mediation.stored import write_file


def give_evidence(
    mediation: Mediation,
    *,
    side: Side | None,
    name: str,
    shows="",
    seen=Evidence.Seen.COPY,
    upload=None,
    in_confidence=False,
    by,
) -> Evidence:
    """登记证据 — who gave it and what it shows. In confidence all of it lies in the giver's drawer."""
    if side:
        own_side(mediation, side)
    insist(may_speak_for(mediation, side, by) if side else may_mediate(mediation, by))
    if in_confidence and side is None:
        raise NotValid(_("保密的证据要写明是哪一方提交的。"), field="side")
    if in_confidence and by.staff is not None:
        insist(may_mediate(mediation, by))
    if not name.strip():
        raise NotValid(_("请写证据名称。"), field="name")
    # Of what lies in a drawer the timeline does not even say that it was put there by whom.
    with acting(mediation, "case.see", "mediation.evidence_given", _("登记证据"), by=by) as fresh:
        _be_open(fresh)
        drawer = Drawer.objects.get(pk=side.pk) if side and in_confidence else None
        row = Evidence(mediation=fresh, number=_next(fresh, drawer), side=side, seen=seen)
        row.given_at, row.staff = timezone.now(), by.staff
        _say(row, drawer, name.strip(), shows.strip())
        if upload is not None:
            kind = File.Kind.EVIDENCE
            told = "" if in_confidence else name.strip()
            row.file = write_file(fresh, upload, kind=kind, by=by, drawer=drawer, side=side, name=told)
        row.save(force_insert=True)
    return row


def _next(mediation: Mediation, drawer: Drawer | None) -> int:
    """Each drawer counts its own; in what all sides share no number is missing."""
    last = mediation.evidence.filter(drawer=drawer).order_by("-number").values_list("number", flat=True)
    return (last.first() or 0) + 1


def share_evidence(mediation: Mediation, *, evidence: Evidence, how: str, by) -> Evidence:
    """同意公开这份证据 — the side that gave it in confidence lets the others see that it is there, and what it shows: how it gave
    its leave is written down with it."""
    insist(may_mediate(mediation, by))
    insist("" if reads_drawer(evidence.drawer, evidence.given_at, by) else _in_the_drawer())
    with acting(mediation, "mediation.mediate", "mediation.evidence_shared", _("公开证据"), by=by) as fresh:
        row = Evidence.objects.select_related("drawer").get(pk=evidence.pk, mediation=fresh)
        if row.drawer is None:
            raise NotNow(_("这份证据已经公开。"))
        insist_heard(how)
        row.leave_how, row.leave_at, row.number = how, timezone.now(), _next(fresh, None)
        told = json.loads(keyring.read(row.drawer, row, "words"))
        row.drawer, row.words_sealed, row.name, row.shows = None, b"", told["name"], told["shows"]
        # The file itself stays where it is: shared, it is handed in once more.
        row.file = None
        row.save()
    return row


def open_evidence(evidence: Evidence, *, by) -> dict:
    """看保密的证据 — name and what it shows; logged first."""
    own = side_of(evidence.mediation, by)
    if evidence.drawer is None:
        raise NotFound(_("这份证据没有保密。"))
    if not (own and own.pk == evidence.side_id) and not reads_drawer(evidence.drawer, evidence.given_at, by):
        raise NotAllowed(_in_the_drawer())
    note_read(
        by=by,
        person_ids=[evidence.drawer.side.party.person_id],
        case_code=evidence.mediation.case.code,
        fields=("sealed",),
        purpose="P02" if by.staff else "",
    )
    return json.loads(keyring.read(evidence.drawer, evidence, "words") or "null") or _gone()


def _gone() -> dict:
    return {"name": _("（已经销毁）"), "shows": ""}


def give_back(mediation: Mediation, *, evidence: Evidence, by) -> Evidence:
    """退还证据 — the original is back in its giver's hands."""
    insist(may_mediate(mediation, by))
    with acting(mediation, "mediation.mediate", "mediation.evidence_returned", _("退还证据"), by=by) as fresh:
        row = Evidence.objects.get(pk=evidence.pk, mediation=fresh)
        if row.returned_at:
            raise NotNow(_("这份证据已经退还。"))
        row.returned_at = timezone.now()
        row.save(update_fields=["returned_at"])
    return row


def ask_expert(
    mediation: Mediation, *, asked_by: str, institution: str, about: str, until=None, by
) -> Appraisal:
    """委托鉴定 — of a medical dispute the clock stands still until the opinion is there (医疗纠纷预防和处理条例 第三十八条); elsewhere
    no law says so, and it runs on."""
    insist(may_mediate(mediation, by))
    if until is not None and until < timezone.localdate():
        raise NotValid(_("预计出具日期已经过去。"), field="until")
    with acting(mediation, "mediation.mediate", "mediation.appraisal_asked", _("委托鉴定"), by=by) as fresh:
        _be_mediating(fresh)
        if fresh.appraisals.filter(got_at=None).exists():
            raise NotNow(_("已经有一项鉴定没有出结果。"))
        clock = clock_of(fresh)
        pauses = clock is not None and is_medical(clock)
        if pauses:
            reason = _("等鉴定意见（鉴定时间不计入，《医疗纠纷预防和处理条例》第三十八条）")
            clocks.pause(fresh.case, KIND, reason=reason, by=by, until=until)
        fresh.facts_told["pauses"] = pauses
        return Appraisal.objects.create(
            mediation=fresh,
            asked_by=asked_by,
            institution=institution.strip(),
            about=about.strip(),
            since=timezone.now(),
            until=until,
            pauses=pauses,
        )


def get_opinion(mediation: Mediation, *, appraisal: Appraisal, opinion: str, upload=None, by) -> Appraisal:
    """收到鉴定意见 — shared by all sides; the clock goes on, the days of the appraisal given back."""
    insist(may_mediate(mediation, by))
    with acting(mediation, "mediation.mediate", "mediation.appraisal_got", _("收到鉴定意见"), by=by) as fresh:
        row = Appraisal.objects.get(pk=appraisal.pk, mediation=fresh)
        if row.got_at:
            raise NotNow(_("这项鉴定已经出了意见。"))
        row.got_at, row.opinion = timezone.now(), opinion.strip()
        if upload is not None:
            name = _("鉴定意见")
            row.file = write_file(fresh, upload, kind=File.Kind.EVIDENCE, by=by, name=name)
        row.save()
        if row.pauses and fresh.case.deadlines.open().filter(kind=KIND).exclude(paused_at=None).exists():
            clocks.resume(fresh.case, KIND, reason=_("收到鉴定意见"), by=by)
    return row


def extend(mediation: Mediation, *, days: int, by) -> Mediation:
    """延长期限 — once, before it is over, when every side agreed to it. The history of a clock never changes and is read by whoever
    reaches the case: it says that they agreed, and no word of the dispute."""
    insist(may_mediate(mediation, by))
    label, told = _("延长调解期限"), {"days": days}
    with acting(mediation, "mediation.mediate", "mediation.extended", label, by=by, **told) as fresh:
        _be_mediating(fresh)
        if unsaid := still_to(fresh, Consent.About.EXTEND):
            raise NotNow(_("还有%(count)s方当事人没有同意延长期限。") % {"count": len(unsaid)})
        clocks.extend(fresh.case, KIND, days, reason=_("各方当事人同意延长"), by=by)
    return fresh


def _say(row: Evidence, drawer: Drawer | None, name: str, shows: str) -> None:
    if drawer is None:
        row.name, row.shows = name[:100], shows[:300]
        return
    row.drawer = drawer
    keyring.put(drawer, row, words=json.dumps({"name": name, "shows": shows}, ensure_ascii=False))


def _be_open(mediation: Mediation) -> None:
    if mediation.status not in BEFORE:
        raise NotNow(_("调解已经结束，不再登记证据。"))


def _be_mediating(mediation: Mediation) -> None:
    if mediation.status != Status.MEDIATING:
        raise NotNow(_("还在调解的，才能办这一步。"))


def _in_the_drawer() -> str:
    return _("保密的证据只有提交的一方和调解员能看。")
