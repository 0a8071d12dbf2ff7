"""谈话的每一步 — what the named counsellor does; nobody else comes this far."""

from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.cases.moving import acting, moving
from onedoor.cases.opening import give_pin
from onedoor.counselling import sealing
from onedoor.counselling.actions.shielding import shut_out
from onedoor.counselling.keeping import kept_until
from onedoor.counselling.limits import WORDS_VERSION
from onedoor.counselling.models import Consent, FollowUp, Report, SafeContact, Session, Talk
from onedoor.counselling.queries.talks import last_day, must_report
from onedoor.counselling.standing import TALK, insist_on_own
from onedoor.kit.problems import NotNow, NotValid

Giver, Age = Consent.Giver, Talk.Age


@contextmanager
def _own(talk: Talk, event: str, label: str, by):
    """`acting`, by the named counsellor; no word of what was said goes along."""
    insist_on_own(talk, by)
    with acting(talk, TALK, event, label, by=by) as fresh:
        yield fresh


@transaction.atomic
def begin(talk: Talk, *, is_told: bool, giver: str, guardian: str = "", by) -> Talk:
    """知情同意 — the limits of confidentiality were told in plain words, and whoever must agree has agreed."""
    insist_on_own(talk, by)
    if not is_told:
        raise NotValid(_("请先逐条讲清楚，对方听懂并同意了再开始。"), field="is_told")
    _check_giver(talk, giver, guardian)
    with moving(talk, "begin", by=by) as fresh:
        consent = Consent(talk=fresh, version=WORDS_VERSION, giver=giver, told_by=by.staff, at=timezone.now())
        sealing.put(fresh, consent, guardian=guardian)
        consent.save(force_insert=True)
        if giver == Giver.HARMED:
            shut_out(fresh, by=by)
    return fresh


def _check_giver(talk: Talk, giver: str, guardian: str) -> None:
    """Under fourteen a guardian agrees, unless the guardian is who they must be protected from."""
    if talk.age == Age.CHILD and giver == Giver.SELF:
        words = _("不满14岁的，须由监护人同意；监护人涉嫌侵害的，不问监护人，依法报告。")
        raise NotValid(words, field="giver")
    if talk.age == Age.ADULT and giver != Giver.SELF:
        raise NotValid(_("成年人由本人同意。"), field="giver")
    if giver == Giver.GUARDIAN and not guardian.strip():
        raise NotValid(_("请填写同意的监护人。"), field="guardian")


def write_session(talk: Talk, *, day: date, note: str, by) -> Session:
    """写谈话记录 — sealed as it is written; it is opened again by an act of its own."""
    with _own(talk, "talk.noted", "记录", by) as fresh:
        if fresh.status != fresh.lifecycle.statuses.TALKING:
            raise NotNow(_("先办知情同意，结束以后不再记。"))
        session = Session(talk=fresh, day=day, by=by.staff)
        sealing.put(fresh, session, note=note)
        session.save(force_insert=True)
        fresh.kept_until = kept_until(fresh, max(day, last_day(fresh)))
    return session


def block_guardian(talk: Talk, *, by) -> Talk:
    """监护人回避 — of a minor at any time: the slip opens nothing any more, and no number is kept but one given anew."""
    if talk.age == Age.ADULT:
        raise NotNow(_("成年人没有监护人回避这一步。"))
    with _own(talk, "talk.guardian_blocked", "监护人回避", by) as fresh:
        shut_out(fresh, by=by)
    return fresh


def new_slip(talk: Talk, *, by) -> str:
    """重给查询码 — to the person themselves, when they can keep it safe; the one before stops working."""
    with _own(talk, "talk.slip_given", "重给查询码", by) as fresh:
        case = Case.objects.get(pk=fresh.case_id)
        pin = give_pin(case)
        case.save(update_fields=["pin_digest"])
    return pin


def set_contact(talk: Talk, *, name: str, number: str, times: str, as_whom: str, may_leave_message: bool, by):
    """改安全联系 — the old number is gone with it."""
    with _own(talk, "talk.contact_changed", "改联系办法", by) as fresh:
        contact = SafeContact.objects.get(talk=fresh)
        contact.may_leave_message = may_leave_message
        sealing.put(fresh, contact, name=name, number=number, times=times, as_whom=as_whom)
        contact.save()
    return contact


def follow_up(talk: Talk, *, day: date, words: str = "", by) -> FollowUp:
    """约回访 — reminded of on the counsellor's page; no message goes to anybody."""
    with _own(talk, "talk.follow_up_set", "约回访", by) as fresh:
        planned = FollowUp(talk=fresh, day=day)
        sealing.put(fresh, planned, words=words)
        planned.save(force_insert=True)
    return planned


def followed_up(planned: FollowUp, *, result: str, by) -> FollowUp:
    """记回访 — once."""
    with _own(planned.talk, "talk.followed_up", "回访", by) as fresh:
        planned = FollowUp.objects.get(pk=planned.pk)
        if planned.done_at:
            raise NotNow(_("这次回访已经记过了。"))
        planned.done_at = timezone.now()
        sealing.put(fresh, planned, result=result)
        planned.save()
    return planned


def report(talk: Talk, *, law: str, to_whom: str, words: str, by) -> Report:
    """记依法报告 — the report itself was made by a person, by voice; this says so."""
    with _own(talk, "talk.reported", "依法报告", by) as fresh:
        made = Report(talk=fresh, law=law, to_whom=to_whom, at=timezone.now(), by=by.staff)
        sealing.put(fresh, made, words=words)
        made.save(force_insert=True)
    return made


def end(talk: Talk, *, own_words: str = "", turns_21: date | None = None, by) -> Talk:
    """结束谈话 — with the person's own word, if they want to leave one."""
    return _finish("end", talk, own_words, turns_21, by)


def hand_on(talk: Talk, *, own_words: str = "", turns_21: date | None = None, by) -> Talk:
    """转到别处 — the person goes to somebody else by their own wish; nothing is sent along."""
    return _finish("hand_on", talk, own_words, turns_21, by)


def _finish(name: str, talk: Talk, own_words: str, turns_21: date | None, by) -> Talk:
    insist_on_own(talk, by)
    if talk.age != Age.ADULT and turns_21 is None:
        raise NotValid(_("未成年人的记录保存到满21岁：请填写那一天。"), field="turns_21")
    if must_report(talk):
        raise NotNow(_("监护人涉嫌侵害的，先依法报告，再结束。"))
    with moving(talk, name, by=by) as fresh:
        fresh.ended_at = timezone.now()
        fresh.kept_until = kept_until(fresh, last_day(fresh), turns_21)
        sealing.put(fresh, fresh, own_words=own_words)
        Case.objects.filter(pk=fresh.case_id).update(closed_at=fresh.ended_at)
    return fresh
