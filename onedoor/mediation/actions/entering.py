"""来调解 — a dispute is taken down, and a committee accepts it when every side agreed."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import involve
from onedoor.cases.receipts import once
from onedoor.cases.timeline import record
from onedoor.committees.numbering import next_number
from onedoor.committees.types import TYPES, refusal_of
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation import clocks
from onedoor.mediation.advancing import moving
from onedoor.mediation.applying import MOST_SIDES, Told, check_side
from onedoor.mediation.models import ANSWERED, WITH_REFERENCE, Consent, Mediation, Representative, Side
from onedoor.mediation.opening import add_side, open_case
from onedoor.mediation.queries.desks import has_desk, nearest_desk
from onedoor.mediation.queries.signing import K, still_to
from onedoor.mediation.standing import insist, may_keep, may_register
from onedoor.posts.models import Post
from onedoor.safety.standing import refuses_going_on

S = Side.Standing


@transaction.atomic
def apply_(told: Told, *, by) -> tuple[Mediation, str]:
    """登记调解申请 — what is mediated elsewhere is refused with the right door; the PIN is told once, to whoever came
    without a slip (人民调解法 第十七条)."""
    insist(may_register(by))
    _check(told)
    told, desk = _at_a_desk(told, by)
    case, pin = open_case(told, by=by)
    with holding(case.pk) as cases:
        case = cases[case.pk]
        mediation = Mediation(case=case, post=desk, asked_at=timezone.now(), **told.columns())
        mediation.save(force_insert=True)
        for place, who in enumerate(told.sides, 1):
            add_side(mediation, who, place, by=by)
        taker = told.committee.org if told.committee else desk.org
        if taker.pk != by.post.org_id:
            # They have it from now on; whoever took it down at another desk does not read on.
            case.involvements.filter(until=None).update(until=timezone.now())
            involve(case, taker)
        facts = {"type": told.type, "way_in": told.way_in}
        clocks.ask_all(mediation)
        record(case, "mediation.asked", label=_("登记调解申请"), by=by, about=mediation, **facts)
    return mediation, pin


def _at_a_desk(told: Told, by) -> tuple[Told, Post]:
    """Whose desk has it: the committee's; where it keeps none, or none was found and the registrar's unit keeps none, the
    nearest one, which takes it on or hands it over. Otherwise nobody would ever see it."""
    if told.committee and not has_desk(told.committee.org):
        told = replace(told, committee=None)
    if told.committee or has_desk(by.post.org):
        return told, by.post
    return told, nearest_desk(told.region or by.post.region) or by.post


def apply_once(key: UUID, told: Told, *, by) -> tuple[Mediation, str]:
    """登记调解申请一次 — the same key and the same words are one application."""
    done: list[tuple[Mediation, str]] = []

    def do():
        done.append(apply_(told, by=by))
        return {"mediation": str(done[0][0].pk)}

    answer, is_new = once(key, told.said(), do, by=by)
    return done[0] if is_new else (Mediation.objects.for_rows().get(pk=answer["mediation"]), "")


def _check(told: Told) -> None:
    if told.type not in TYPES:
        raise NotValid(_("请选择纠纷类型。"), field="type")
    if refusal := refusal_of(told.type):
        raise NotValid(refusal, field="type")
    if not told.facts.strip():
        raise NotValid(_("请写明纠纷的事实。"), field="facts")
    if told.way_in in ANSWERED and not told.from_org.strip():
        raise NotValid(_("请填写移送的单位。"), field="from_org")
    if told.way_in in WITH_REFERENCE and not told.reference.strip():
        raise NotValid(_("请填写移送单位的文号，结果按这个文号回复。"), field="reference")
    if len(told.sides) > MOST_SIDES:
        raise NotValid(_("最多登记%(most)s方；人多的一方推选代表，作为一方登记。") % {"most": MOST_SIDES})
    standings = {who.standing for who in told.sides}
    # What another room refers names whoever asked there; the desk adds the other side when it asks them.
    if S.APPLICANT not in standings or (told.source is None and S.RESPONDENT not in standings):
        raise NotValid(_("请写明申请人和被申请人。"), field="sides")
    for who in told.sides:
        check_side(who)


def accept(mediation: Mediation, *, by, committee=None) -> Mediation:
    """受理调解 — when every side agreed to be mediated; the committee's number is given now and the clock starts."""
    insist(may_keep(mediation, by))
    with moving(mediation, "accept", by=by) as fresh:
        before, fresh.committee = fresh.committee, committee or fresh.committee
        if fresh.committee is None:
            raise NotValid(_("请选择调解组织。"), field="committee")
        _insist_ready(fresh)
        if _is_anothers(fresh, before, by):
            raise NotValid(_("要由另一个调解组织受理，请先移交。"), field="committee")
        if refusal := refuses_going_on(fresh.case):
            raise NotNow(refusal)
        _let_in(fresh)
        fresh.accepted_at = timezone.now()
        fresh.number = next_number(fresh.committee, timezone.localdate().year)
        clocks.keep_right(fresh)
    return fresh


def _is_anothers(mediation, before, by) -> bool:
    """Whether it lies with another committee, or is to be taken in the name of one whose desk this is not."""
    if before:
        return before != mediation.committee
    return not by.trusted and mediation.committee.org_id != by.post.org_id


def _insist_ready(mediation: Mediation) -> None:
    sides = list(mediation.sides.current())
    if {S.APPLICANT, S.RESPONDENT} - {side.standing for side in sides}:
        raise NotNow(_("请先登记对方当事人。"))
    minors = [side for side in sides if side.is_minor]
    for side in minors:
        if not Representative.objects.filter(side=side, kind=K.GUARDIAN, until=None).exists():
            raise NotNow(_("未成年人由监护人代理，请登记法定代理人（《民法典》第二十三条）。"))
    if unsaid := still_to(mediation, Consent.About.MEDIATE):
        raise NotNow(_("还有%(count)s方当事人没有同意调解。") % {"count": len(unsaid)})


def _let_in(mediation) -> None:
    org = mediation.committee.org
    if not mediation.case.involvements.filter(org=org, until=None).exists():
        mediation.case.involvements.filter(until=None).update(until=timezone.now())
        involve(mediation.case, org)


def decline(mediation: Mediation, *, reason, by) -> Mediation:
    """不予受理调解 — with the reason; the other ways are told on the slip that is printed."""
    insist(may_keep(mediation, by))
    with moving(mediation, "decline", by=by) as fresh:
        fresh.reason, fresh.ended_at = reason, timezone.now()
        clocks.end_all(fresh, by=by, reason=_("不予受理"))
    return fresh


def correct(mediation: Mediation, *, type, by) -> Mediation:
    """更正纠纷类型 — what it turned out to be about; a type that is mediated elsewhere is declined instead."""
    insist(may_keep(mediation, by))
    if refusal := refusal_of(type):
        raise NotValid(refusal, field="type")
    was = mediation.type
    said = acting(
        mediation, "mediation.accept", "mediation.corrected", _("更正纠纷类型"), by=by, was=was, type=type
    )
    with said as fresh:
        fresh.type = type
        clocks.keep_right(fresh, by=by, reason=_("更正纠纷类型"))
        fresh.case.title = str(TYPES[type].name)
        fresh.case.save(update_fields=["title"])
    return fresh
