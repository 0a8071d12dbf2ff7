"""应哨 — units say whether they come; the host decides about those who cannot, and confirms who has arrived."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Case, Deadline
from onedoor.cases.moving import acting, holding
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org
from onedoor.whistles.limits import CALL, answer_limit
from onedoor.whistles.models import Call, Whistle
from onedoor.whistles.parts import end_part
from onedoor.whistles.standing import hosts, insist, is_called, refuse_ended

Answer, Decision = Call.Answer, Call.Decision


def answer(whistle: Whistle, *, by, is_coming: bool, words: str = "") -> Call:
    """应哨答复 — the unit comes, or says why it cannot; of several colleagues who press, the first one counts."""
    said = Answer.COMING if is_coming else Answer.CANNOT
    told = {"org": by.post.org.code, "answer": said.value}
    with acting(
        whistle, "whistle.answer", "whistle.answered", "应哨答复", by=by, note=words, **told
    ) as whistle:
        insist(is_called(whistle, by))
        refuse_ended(whistle)
        call = _call(whistle, by.post.org)
        if not call.is_waiting:
            raise NotNow(_("本单位已经答复过了，没有重复答复。"))
        if not is_coming and not words.strip():
            raise NotValid(_("不能到场，请写明理由。"), field="words")
        _stop_clock(call, whistle.case)
        call.answer, call.words = said, words.strip()
        call.answered_at, call.answered_by = timezone.now(), by.post
        call.save()
    return call


def excuse(whistle: Whistle, *, by, org: Org, words: str = "") -> Call:
    """准予不到 — the host agrees that this unit need not come; its part in the case ends unless it has another."""
    with acting(
        whistle, "whistle.blow", "whistle.excused", "准予不到", by=by, note=words, org=org.code
    ) as whistle:
        call = _open_call(whistle, org, by)
        if call.is_waiting:
            clocks.stop(whistle.case, CALL, org=org, how=clocks.STOPPED, reason=words[:200], by=by)
        call.decision, call.decided_words, call.decided_at = Decision.EXCUSED, words.strip(), timezone.now()
        end_part(whistle, org)
        call.save()
    return call


def insist_on(whistle: Whistle, *, by, org: Org, words: str) -> Call:
    """仍请到场 — the host holds the reason for too little; the unit answers again, within the same time from now."""
    with acting(
        whistle, "whistle.blow", "whistle.insisted", "仍请到场", by=by, note=words, org=org.code
    ) as whistle:
        call = _open_call(whistle, org, by)
        if not call.is_to_decide:
            raise NotNow(_("%(org)s没有说不能到场。") % {"org": org})
        call.decision, call.decided_words, call.decided_at = Decision.INSISTED, words.strip(), timezone.now()
        call.answer = ""
        call.due_at = clocks.start(whistle.case, answer_limit(whistle), org=org).due_at
        call.save()
    return call


def confirm_arrival(whistle: Whistle, *, by, org: Org) -> Call:
    """确认到场 — the host sees the unit there; nobody's position is asked for."""
    with acting(whistle, "whistle.blow", "whistle.arrived", "确认到场", by=by, org=org.code) as whistle:
        call = _open_call(whistle, org, by)
        _stop_clock(call, whistle.case)
        call.arrived_at = timezone.now()
        call.save()
    return call


def mark_late(case: Case, org_id: int, *, by) -> Call | None:
    """应哨超时 — the time ran out and the unit has said nothing; nothing is written when it has meanwhile. Safe to repeat."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        calls = Call.objects.filter(whistle__in=case.whistles.going_on(), org=org_id, late_at=None)
        calls = calls.exclude(decision=Decision.EXCUSED)
        call = calls.filter(answer="", arrived_at=None, due_at__lte=timezone.now()).first()
        if call is None:
            return None
        call.late_at = call.due_at
        call.save()
        told = {"org": call.org.code, "host": call.whistle.host.code}
        record(case, "whistle.late", label="应哨超时", by=by, about=call.whistle, **told)
    return call


def _call(whistle: Whistle, org: Org) -> Call:
    call = whistle.calls.filter(org=org).first()
    if call is None:
        raise NotNow(_("这次吹哨没有呼叫%(org)s。") % {"org": org})
    return call


def _open_call(whistle: Whistle, org: Org, by) -> Call:
    """A call about which the host may still say something."""
    insist(hosts(whistle, by))
    refuse_ended(whistle)
    call = _call(whistle, org)
    if call.arrived_at:
        raise NotNow(_("%(org)s已经确认到场。") % {"org": org})
    if call.decision == Decision.EXCUSED:
        raise NotNow(_("已经准予%(org)s不到场。") % {"org": org})
    return call


def _stop_clock(call: Call, case: Case) -> None:
    """Of two whistles on one case only the call that still waits has the unit's clock: no other stops it."""
    if not call.is_waiting:
        return
    for clock in clocks.stop(case, CALL, org=call.org):
        if clock.state == Deadline.State.LATE and call.late_at is None:
            call.late_at = clock.due_at
