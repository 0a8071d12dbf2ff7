"""谁来调解 — the sides choose or refuse, recusal is looked at, and only then an assignment stands (人民调解法 第十九条)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.cases.opening import recall, send
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.actions.consenting import say
from onedoor.mediation.advancing import moving
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Assignment, Consent, Mediation
from onedoor.mediation.queries.recusal import is_clashing, kept_out, recused
from onedoor.mediation.queries.sides import own_side
from onedoor.mediation.standing import insist, may_handle, may_keep
from onedoor.safety.queries import needs_second_mediator
from onedoor.safety.standing import refuses_going_on

How, Role = Assignment.How, Assignment.Role
# Somebody visits, urges and writes down what is paid until the volume is closed.
FOLLOWED = tuple(
    one for one in Status if one not in (Status.ASKED, Status.ACCEPTED, Status.DECLINED, Status.FILED)
)


def choose(mediation: Mediation, *, side, mediator, is_yes: bool, how: str, by) -> Consent:
    """选择调解员 — a side names one, or does not accept one. It need not say why."""
    insist(may_handle(mediation, by))
    if is_yes and mediator.pk in recused(mediation):
        raise NotNow(_not_free(), field="mediator")
    own_side(mediation, side)
    return say(side, Consent.About.MEDIATOR, is_yes, how=how, by=by, mediator=mediator)


def assign(mediation: Mediation, mediator, *, by, how: str = "", second=None) -> Mediation:
    """指派调解员 — reaches the case from now on: chosen by the sides, or found by the committee and refused by none; together with
    another where nobody is to mediate alone."""
    insist(may_keep(mediation, by))
    with moving(mediation, "assign", by=by, mediator=mediator.pk) as fresh:
        _go_on(fresh)
        _give(fresh, mediator, how or _found(fresh, mediator))
        if second is not None:
            _give(fresh, second, _found(fresh, second), Role.SECOND)
            fresh.facts_told["second"] = second.pk
        _be_two(fresh)
    return fresh


def _go_on(mediation: Mediation) -> None:
    if refusal := refuses_going_on(mediation.case):
        raise NotNow(refusal)


def _be_two(mediation: Mediation) -> None:
    """The words name no reason: they stand on pages that anybody at the table may see."""
    if needs_second_mediator(mediation.case) and mediation.assignments.filter(until=None).count() < 2:
        raise NotNow(_("这一件要两位调解员一起办，请再选一位。"), field="second")


def add_second(mediation: Mediation, *, mediator, by, how: str = How.PROPOSED) -> Mediation:
    """增加调解员 — a second one beside whoever leads."""
    insist(may_keep(mediation, by))
    told = {"mediator": mediator.pk, "how": str(how)}
    with acting(mediation, "mediation.accept", "mediation.joined", _("增加调解员"), by=by, **told) as fresh:
        _be_mediating(fresh)
        _give(fresh, mediator, how, Role.SECOND)
    return fresh


def replace(mediation: Mediation, *, assignment: Assignment, instead=None, reason: str, by) -> Mediation:
    """更换调解员 — with a reason; the first one reaches the case no longer. A second one may leave without a successor."""
    insist(may_keep(mediation, by))
    if not reason.strip():
        raise NotValid(_("请写明理由。"), field="reason")
    if instead is None and assignment.role == Role.LEAD:
        raise NotValid(_("主持的调解员不能空缺，请选接替的人。"), field="instead")
    if instead is not None and instead.pk == assignment.mediator_id:
        raise NotValid(_("接替的人要另选一位。"), field="instead")
    told = {"was": assignment.mediator_id, "mediator": instead and instead.pk}
    with acting(mediation, "mediation.accept", "mediation.replaced", _("更换调解员"), by=by, **told) as fresh:
        if fresh.status not in FOLLOWED:
            raise NotNow(_("还没有指派调解员，或者卷宗已经归档。"))
        _end(fresh, assignment, reason)
        if instead is not None:
            _give(fresh, instead, _found(fresh, instead), assignment.role)
        else:
            _be_two(fresh)
    return fresh


def recheck(mediation: Mediation, *, by) -> bool:
    """重新审查回避 — somebody came later, or declared a tie later: the desk hears that another must mediate, and not why."""
    found = is_clashing(mediation)
    if found and mediation.status == Status.MEDIATING:
        tell_recusal(mediation, by=by)
    return found


def tell_recusal(mediation: Mediation, *, by) -> None:
    """请更换调解员 — those of the desk read that another must mediate, and not why."""
    record(mediation.case, "mediation.recusal_found", label=_("请更换调解员"), by=by, about=mediation)


def _end(mediation: Mediation, assignment: Assignment, reason: str) -> None:
    held = mediation.assignments.filter(pk=assignment.pk, until=None)
    if not held.update(until=timezone.now(), reason=reason):
        raise NotNow(_("这名调解员刚刚已经更换。"))
    recall(mediation.case, assignment.mediator.post)


def _give(mediation: Mediation, mediator, how: str, role: str = Role.LEAD) -> None:
    if mediator.until or mediator.pk in kept_out(mediation):
        raise NotNow(_not_free(), field="mediator")
    if mediation.assignments.filter(mediator=mediator, until=None).exists():
        raise NotNow(_("这名调解员已经在办这一件。"), field="mediator")
    Assignment.objects.create(
        mediation=mediation, mediator=mediator, role=role, how=how, since=timezone.now()
    )
    send(mediation.case, [mediator.post])


def _found(mediation: Mediation, mediator) -> str:
    """Chosen when every side named them in this round."""
    said = Consent.objects.filter(
        side__in=mediation.sides.current(),
        about=Consent.About.MEDIATOR,
        round=mediation.round,
        mediator=mediator,
    )
    last = {one.side_id: one.is_yes for one in said}
    everybody = all(last.get(side.pk) for side in mediation.sides.current())
    return How.CHOSEN if everybody else How.PROPOSED


def _be_mediating(mediation: Mediation) -> None:
    if mediation.status != Status.MEDIATING:
        raise NotNow(_("调解中才能增加调解员。"))


def _not_free() -> str:
    """One sentence for every reason: a tie, an earlier role, a refusal and an illness are told to nobody."""
    return _("这名调解员不能办这一件，请另选一位。")
