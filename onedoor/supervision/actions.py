"""督办的每一步 — raised by people or by a rule, answered by the unit, lifted by whoever stands above it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.models import Case
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org
from onedoor.supervision import standing
from onedoor.supervision.lifecycle import BY_RULE, Rung, rungs_from
from onedoor.supervision.limits import MOST_DAYS, REPLY
from onedoor.supervision.models import Interview, Rule, RuleChange, Supervision
from onedoor.supervision.numbering import next_number
from onedoor.supervision.queries import rule_of, units_to_ask


def raise_(case: Case, org: Org, rung: str, *, by, reason: str, days: int | None = None) -> Supervision:
    """发起督办 — somebody takes a step with a unit, on any rung, and says why."""
    if not reason.strip():
        raise NotValid(_("请写明督办事由。"), field="reason")
    with holding(case.pk) as cases:
        case = cases[case.pk]
        require(by, "supervision.raise", case)
        if case.closed_at:
            raise NotNow(_("这件事已经结束，不能再督办。"))
        standing.insist(standing.may_ask(org, by))
        if not units_to_ask(case).filter(pk=org.pk).exists():
            raise NotValid(_("%(unit)s没有承办这件事，不能就这件事督办它。") % {"unit": org}, field="org")
        if standing_at := _open_from(case, org, rung):
            words = {"unit": org, "rung": standing_at.get_rung_display()}
            raise NotNow(_("%(unit)s已经在“%(rung)s”中，还没有结束。") % words)
        return _take(case, org, rung, by=by, reason=reason, days=days)


def raise_by_rule(
    case: Case, org: Org, rule_code: str, *, by, occurrence: str, detail: str = "", count: int = 0
) -> Supervision | None:
    """按规则督办 — a rule that is on takes its step, once for what occurred; nothing while the unit stands at that rung."""
    rule = rule_of(rule_code)
    if not rule.is_on or rule.kind.rung not in BY_RULE or count < rule.times:
        return None
    with holding(case.pk) as cases:
        case = cases[case.pk]
        done = case.supervisions.filter(org=org, rule=rule.code, occurrence=occurrence).exists()
        if done or case.closed_at or _open_from(case, org, rule.kind.rung):
            return None
        with override("zh-hans"):
            reason = rule.sentence + (f"（{detail}）" if detail else "")
        told = {"rule": rule.code, "occurrence": occurrence, "days": rule.days or None}
        return _take(case, org, rule.kind.rung, by=by, reason=reason, **told)


def _open_from(case, org, rung) -> Supervision | None:
    """What already stands open at this rung or above."""
    return case.supervisions.open().filter(org=org, rung__in=rungs_from(rung)).first()


def _take(case, org, rung, *, by, reason, rule="", occurrence="", days=None) -> Supervision:
    """The step itself: a number, a clock where a reply is owed, a line on the timeline; a reminder gives way to it."""
    now = timezone.now()
    one = Supervision(case=case, org=org, rung=rung, reason=reason, rule=rule, occurrence=occurrence)
    one.raised_at, one.raised_by = now, by.post
    if rung != Rung.REMINDER:
        one.number = next_number(now)
        _end_reminders(case, org, one, by)
    if rung in (Rung.LETTER, Rung.LISTED):
        one.clock = clocks.start(case, REPLY[rung], org=org, days=days)
    one.save(force_insert=True)
    told = {"rung": str(rung), "supervised": org.code, "number": one.number, "rule": rule}
    record(case, "supervision.raised", label=Rung(rung).label, by=by, about=one, note=reason, **told)
    return one


def _end_reminders(case, org, higher, by) -> None:
    reminders = case.supervisions.open().filter(org=org, rung=Rung.REMINDER)
    # What a level above has asked stays asked.
    for reminder in (one for one in reminders if not standing.ends(one, by)):
        lift(reminder, by=by, reason=f"已改发{higher.number}")


def acknowledge(supervision, *, by) -> Supervision:
    """知悉 — the unit has seen the reminder."""
    with moving(supervision, "acknowledge", by=by, supervised=supervision.org.code) as supervision:
        standing.insist(standing.owes_a_look(supervision, by))
        supervision.replied_at, supervision.replied_by = timezone.now(), by.post
    return supervision


def reply(supervision, *, by, reply: str) -> Supervision:
    """回复督办 — what the unit has done, what is still to do and by when."""
    if not reply.strip():
        raise NotValid(_("请写明办理情况和下一步安排。"), field="reply")
    with moving(supervision, "reply", by=by, note=reply, number=supervision.number) as supervision:
        standing.insist(standing.owes_a_reply(supervision, by))
        supervision.reply, supervision.replied_at, supervision.replied_by = reply, timezone.now(), by.post
        clocks.stop(supervision.case, REPLY[Rung(supervision.rung)].kind, org=supervision.org)
    return supervision


def ask_again(supervision, *, by, note: str) -> Supervision:
    """退回重新回复 — the reply does not say what was asked; the unit has a new term for another one."""
    with moving(supervision, "ask_again", by=by, note=note, number=supervision.number) as supervision:
        standing.insist(standing.ends(supervision, by))
        supervision.clock = clocks.start(supervision.case, REPLY[Rung(supervision.rung)], org=supervision.org)
    return supervision


def interview(supervision, *, by, held_at, place: str, present: str, minutes: str) -> Supervision:
    """约谈记录 — when and where it was held, who of the unit came, what was said; from now on the unit owes its reply.

    Who came and what they said stands in this room's own row alone: the timeline goes further than that.
    """
    if held_at > timezone.now():
        raise NotValid(_("约谈时间还没有到，约谈以后再记录。"), field="held_at")
    told = {"number": supervision.number, "held_at": held_at.isoformat()}
    verb = "supervision.raise"
    with acting(supervision, verb, "supervision.interviewed", "约谈记录", by=by, **told) as supervision:
        if refusal := standing.to_be_held(supervision, by):
            raise NotNow(refusal)
        said = {"held_at": held_at, "place": place, "present": present, "minutes": minutes}
        now = timezone.now()
        Interview.objects.create(supervision=supervision, recorded_at=now, recorded_by=by.post, **said)
        supervision.clock = clocks.start(supervision.case, REPLY[Rung.INTERVIEW], org=supervision.org)
    return supervision


def lift(supervision, *, by, reason: str) -> Supervision:
    """解除督办 — it is enough, or its cause has gone; whoever is supervised does not say so of itself."""
    if not reason.strip():
        raise NotValid(_("请写明解除督办的理由。"), field="reason")
    with moving(supervision, "lift", by=by, note=reason, number=supervision.number) as supervision:
        standing.insist(standing.ends(supervision, by))
        supervision.lifted_at, supervision.lifted_why = timezone.now(), reason
        limit = REPLY.get(Rung(supervision.rung))
        if limit:
            clocks.stop(supervision.case, limit.kind, org=supervision.org, how=clocks.STOPPED, by=by)
    return supervision


def lift_all(
    case: Case, *, by, reason: str, org: Org | None = None, rungs=tuple(Rung.values), rule: str = ""
) -> int:
    """随事项解除 — what is open falls away with its cause; how many did."""
    found = case.supervisions.open().filter(rung__in=rungs)
    found = found.filter(org=org) if org else found
    found = found.filter(rule=rule) if rule else found
    for one in found:
        lift(one, by=by, reason=reason)
    return len(found)


def set_rule(code: str, *, by, reason: str, is_on: bool, times: int = 0, days: int = 0) -> Rule:
    """设定督办规则 — switched on or off, or its numbers set; who, when and why is written down."""
    standing.insist(standing.sets_rules(by))
    rule = rule_of(code)
    if not reason.strip():
        raise NotValid(_("请写明改动的理由。"), field="reason")
    _stay_sensible(rule, times, days)
    if (rule.is_on, rule.times, rule.days) == (is_on, times, days):
        raise NotNow(_("规则现在就是这样，没有改动。"))
    rule.is_on, rule.times, rule.days = is_on, times, days
    rule.save()
    change = RuleChange(rule=rule, at=timezone.now(), staff=by.staff, post=by.post, reason=reason.strip())
    change.is_on, change.times, change.days = is_on, times, days
    change.save(force_insert=True)
    return rule


def _stay_sensible(rule: Rule, times: int, days: int) -> None:
    if rule.kind.times and not 2 <= times <= 9:
        raise NotValid(_("次数只能定为2至9次。"), field="times")
    if rule.kind.days and not 1 <= days <= MOST_DAYS:
        raise NotValid(_("回复期限只能定为1至%(most)s个工作日。") % {"most": MOST_DAYS}, field="days")
    if (times and not rule.kind.times) or (days and not rule.kind.days):
        raise NotValid(_("这条规则没有这个数。"))
