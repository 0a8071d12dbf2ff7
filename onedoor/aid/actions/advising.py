"""法律咨询 — a short record by the next free lawyer; where help is needed, the application begins from it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.applying import Asked, title_of
from onedoor.aid.models import Advice, Lawyer
from onedoor.aid.opening import join, open_case
from onedoor.aid.queries.lawyers import conflicted, lawyer_of
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
    opened = open_case(title_of(asked.facts), asked.slip, verb="aid.advise", by=by)
    case, now = opened.case, timezone.now()
    join(case, asked.who, by=by)
    lawyer = _lawyer(asked, case, by)
    lawyer.last_turn = now
    lawyer.save(update_fields=["last_turn"])
    _let_in(case, lawyer)
    advice = Advice(case=case, lawyer=lawyer, post=by.post, at=now, **asked.columns())
    advice.save(force_insert=True)
    case.closed_at = now
    case.save(update_fields=["closed_at"])
    record(case, "aid.advised", label=_("法律咨询"), by=by, about=advice, note=asked.told, topic=asked.topic)
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
    kept_out = conflicted(case)
    named = asked.lawyer or lawyer_of(by)
    if named is not None:
        if named.pk in kept_out:
            raise NotNow(_("这位律师应当回避，请另选。"), field="lawyer")
        return named
    turn = Lawyer.objects.free().exclude(pk__in=kept_out)
    found = turn.select_for_update(skip_locked=True, of=["self"]).first()
    if found is None:
        raise NotNow(_("现在没有空闲的律师，请预约或者稍候。"), field="lawyer")
    return Lawyer.objects.for_rows().get(pk=found.pk)


def _let_in(case, lawyer) -> None:
    """A lawyer of the same unit reads what was told; one of another firm knows it from the talk itself."""
    case.involvements.filter(org=lawyer.post.org, until=None).update(post=lawyer.post)
