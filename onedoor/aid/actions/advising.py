"""法律咨询 — a short record by the next free lawyer; where help is needed, the application begins from it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.actions.hearings import enter_hearing
from onedoor.aid.applying import Asked, title_of
from onedoor.aid.models import Advice, Application, Lawyer
from onedoor.aid.opening import Opened, join, open_case, received_with
from onedoor.aid.queries.lawyers import conflicted, hold_roster, lawyer_of
from onedoor.aid.standing import insist, may_hand_on
from onedoor.cases.models import Involvement
from onedoor.cases.moving import acting
from onedoor.cases.receipts import once
from onedoor.cases.slips import pin_of, slip_of
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotNow, NotValid


@transaction.atomic
def advise(asked: Asked, *, by) -> tuple[Advice, str]:
    """法律咨询登记 — a walk-in is received by the next free lawyer, a lawyer's own visitor by that lawyer."""
    if not by.holds("aid.advise"):
        raise NotAllowed(_("您现在的岗位不办理法律咨询。"))
    if not asked.facts.strip():
        raise NotValid(_("请写明咨询的事。"), field="facts")
    received = received_with(asked.slip, by=by)
    opened = (
        Opened(received, "")
        if received
        else open_case(title_of(asked.facts), asked.slip, verb="aid.advise", by=by)
    )
    case, now = opened.case, timezone.now()
    if Advice.objects.filter(case=case).exists():
        raise NotNow(_("这张小票已经登记过法律咨询，请到那次咨询里接着办。"), field="slip")
    join(case, asked.who, by=by)
    lawyer = _lawyer(asked, case, by)
    lawyer.last_turn = now
    lawyer.save(update_fields=["last_turn"])
    _let_in(case, lawyer)
    advice = Advice(case=case, lawyer=lawyer, post=by.post, at=now, **asked.columns())
    advice.save(force_insert=True)
    if received is None:
        case.closed_at = now
        case.save(update_fields=["closed_at"])
    # Without what was told: the timeline is read by every unit that joins later, what a lawyer said is not for them.
    record(case, "aid.advised", label=_("法律咨询"), by=by, about=advice, topic=asked.topic)
    if asked.court_at or asked.court:
        enter_hearing(advice, case, at=asked.court_at, place=asked.court, by=by)
    return advice, opened.pin


def advise_once(key: UUID, asked: Asked, *, by) -> tuple[Advice, str]:
    """法律咨询登记一次 — the same key and the same words are one advice."""
    done: list[tuple[Advice, str]] = []

    def do():
        done.append(advise(asked, by=by))
        return {"advice": str(done[0][0].pk)}

    answer, is_new = once(key, asked.said(), do, by=by)
    if is_new:
        return done[0]
    advice = Advice.objects.for_rows().get(pk=answer["advice"])
    own = None if asked.slip else slip_of(advice.case_id)
    return advice, pin_of(own) if own else ""


def _lawyer(asked: Asked, case, by) -> Lawyer:
    """Whoever was named, the lawyer who writes it down, or the next in turn; two walk-ins at once get two lawyers."""
    hold_roster()
    kept_out = conflicted(case)
    named = asked.lawyer or lawyer_of(by)
    if named is not None:
        if named.pk in kept_out:
            raise NotNow(_("这位律师应当回避，请另选。"), field="lawyer")
        return named
    found = Lawyer.objects.free().for_rows().exclude(pk__in=kept_out).first()
    if found is None:
        raise NotNow(_("现在没有空闲的律师，请预约或者稍候。"), field="lawyer")
    return found


def _let_in(case, lawyer) -> None:
    """A lawyer of the same unit reads what was told; one of another firm knows it from the talk itself."""
    case.involvements.filter(org=lawyer.post.org, until=None).update(post=lawyer.post)


def ask_mediation(advice: Advice, *, by) -> Advice:
    """转人民调解 — what was told goes on under the same code as something to be mediated; nothing is typed again.

    Not where legal aid was applied for: its letters are not for whoever handles the matter.
    """
    insist(may_hand_on(advice, by))
    with acting(advice, "aid.advise", "aid.mediation_asked", _("转人民调解"), by=by) as fresh:
        if Application.objects.filter(case=fresh.case).exists():
            raise NotNow(_("这件案卷已经有法律援助申请，调解请另取一张小票登记。"))
        if not fresh.case.parties.exists():
            raise NotNow(_("没有留姓名的，请先取得本人同意并登记姓名，再转调解。"))
        # The aid unit was the first to hear of it; whoever mediates leads from now on.
        fresh.case.involvements.filter(role=Involvement.Role.LEAD).update(role=Involvement.Role.SOURCE)
        fresh.case.closed_at = None
        fresh.case.save(update_fields=["closed_at"])
        fresh.next_step = Advice.Next.MEDIATION
    return fresh
