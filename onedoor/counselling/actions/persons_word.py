"""本人提出 — what the person says on their page with code and PIN: on one opening, or that they take their consent back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.cases.moving import holding
from onedoor.cases.timeline import record
from onedoor.counselling import sealing
from onedoor.counselling.keeping import destroyed_on_request, kept_until, why_not_now
from onedoor.counselling.limits import ANSWER_DAYS
from onedoor.counselling.models import Look, Objection, Talk, TalkKey
from onedoor.counselling.moving import end_now
from onedoor.counselling.queries.talks import last_day
from onedoor.counselling.standing import SUPERVISE, insist_on_verb, is_about
from onedoor.kit.problems import NotFound, NotNow, NotValid

Kind = Objection.Kind
ON_ALL = (Kind.STOP, Kind.DESTROY, Kind.RESUME)


@transaction.atomic
def say(talk: Talk, *, kind: str, look: Look | None = None, words: str = "", by) -> Objection:
    """本人提出 — goes to the supervisor's office; whoever takes their consent back is heard at once, by the house itself."""
    if talk.case_id not in by.case_ids:
        raise NotFound(_("没有这次谈话。"))
    if (look is None) != (kind in ON_ALL) or look and look.talk_id != talk.pk:
        raise NotFound(_("没有这条记录。"))
    with holding(talk.case_id) as cases:
        case, talk = cases[talk.case_id], Talk.objects.get(pk=talk.pk)
        if not TalkKey.objects.filter(talk=talk).exists():
            raise NotNow(_("记录已经销毁。有话要说，请打电话或到窗口。"))
        said = _write(talk, kind, look, words)
        if look is None:
            if kind == Kind.RESUME:
                _take_back(talk)
            else:
                _withdraw(talk, case, kind, by)
            said.answered_at = said.at
            said.save()
        record(case, "talk.person_spoke", label="本人提出", by=by, about=said)
    return said


@transaction.atomic
def answer_objection(said: Objection, *, answer: str, by) -> Objection:
    """答复本人 — in words, by somebody of the supervisor's office who is not the one it is about."""
    insist_on_verb(by, SUPERVISE)
    if is_about(said, by.staff):
        raise NotFound(_("没有这条意见。"))
    if len(answer.strip()) < 4:
        raise NotValid(_("请用几句话答复本人。"), field="answer")
    with holding(said.talk.case_id) as cases:
        case, said = cases[said.talk.case_id], Objection.objects.select_related("talk").get(pk=said.pk)
        if said.answered_at:
            raise NotNow(_("已经答复过了。"))
        said.answered_at, said.answered_by = timezone.now(), by.staff
        sealing.put(said.talk, said, answer=answer.strip())
        said.save()
        record(case, "talk.person_answered", label="答复本人", by=by, about=said)
    return said


def _write(talk: Talk, kind: str, look: Look | None, words: str) -> Objection:
    said = Objection(talk=talk, look=look, kind=kind, at=timezone.now())
    said.due_on = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    sealing.put(talk, said, words=words.strip())
    said.save(force_insert=True)
    return said


def _take_back(talk: Talk) -> None:
    """不撤了 — until the words are gone: they are kept as long as they would have been. The talk stays ended; another begins
    with a consent of its own, face to face."""
    if talk.withdrawn_at is None:
        raise NotNow(_("您没有撤回过同意，不用再办。"))
    talk.withdrawn_at = None
    usual = kept_until(talk, last_day(talk))
    talk.kept_until = max(talk.kept_until or usual, usual)
    talk.save()


def _withdraw(talk: Talk, case: Case, kind: str, by) -> None:
    """From this moment nobody opens a word of it, and nobody rings; the words go as soon as the law lets them."""
    talk.withdrawn_at = talk.withdrawn_at or timezone.now()
    end_now(talk, case, at=talk.withdrawn_at, by=by)
    if kind == Kind.DESTROY and not why_not_now(talk):
        soon = destroyed_on_request(timezone.localdate())
        talk.kept_until = min(talk.kept_until or soon, soon)
    talk.save()
