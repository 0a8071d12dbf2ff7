"""谈话的每一步 — what the named counsellor does; nobody else comes this far."""

from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.opening import give_pin
from onedoor.counselling import sealing
from onedoor.counselling.actions.shielding import shut_out
from onedoor.counselling.keeping import first_day, kept_until, may_turn_21_on
from onedoor.counselling.limits import WORDS_VERSION
from onedoor.counselling.models import Consent, FollowUp, Report, SafeContact, Session, Talk
from onedoor.counselling.once import sent_before
from onedoor.counselling.queries.talks import last_day, must_report
from onedoor.counselling.standing import TALK, insist_on_own
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotNow, NotValid

Giver, Age = Consent.Giver, Talk.Age


@contextmanager
def _own(talk: Talk, event: str, label: str, by):
    """`acting`, by the named counsellor; no word of what was said goes along."""
    insist_on_own(talk, by)
    with acting(talk, TALK, event, label, by=by) as fresh:
        yield fresh


@contextmanager
def _own_alone(talk: Talk, by):
    """The talk's lock before anything is looked at, by the named counsellor."""
    insist_on_own(talk, by)
    with holding(talk.case_id):
        yield


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


def write_session(talk: Talk, *, day: date, note: str, key: UUID | None = None, by) -> Session:
    """写谈话记录 — sealed as it is written; it is opened again by an act of its own. Kept from the day of writing: a wrong
    day in the past shortens nothing."""
    with _own_alone(talk, by):
        if before := sent_before(talk, Session, key, {"day": day}, note=note):
            return before
        with _own(talk, "talk.noted", "记录", by) as fresh:
            if fresh.status != fresh.lifecycle.statuses.TALKING:
                raise NotNow(_("先办知情同意，结束以后不再记。"))
            _check_day(fresh, day)
            session = Session(pk=key or uuid7(), talk=fresh, day=day, by=by.staff)
            sealing.put(fresh, session, note=note)
            session.save(force_insert=True)
            fresh.kept_until = _no_sooner(fresh, timezone.localdate())
    return session


def _check_day(talk: Talk, day: date) -> None:
    first, today = first_day(talk), timezone.localdate()
    if not first <= day <= today:
        words = _("日期须在%(first)s（首次谈话）到今天之间。") % {"first": f"{first:%Y-%m-%d}"}
        raise NotValid(words, field="day")


def _no_sooner(talk: Talk, last: date) -> date:
    """Whatever is written or ended, nothing goes sooner than was said before."""
    day = kept_until(talk, last)
    return max(talk.kept_until or day, day)


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


def follow_up(talk: Talk, *, day: date, words: str = "", key: UUID | None = None, by) -> FollowUp:
    """约回访 — reminded of on the counsellor's page; no message goes to anybody."""
    with _own_alone(talk, by):
        if before := sent_before(talk, FollowUp, key, {"day": day}, words=words):
            return before
        with _own(talk, "talk.follow_up_set", "约回访", by) as fresh:
            planned = FollowUp(pk=key or uuid7(), talk=fresh, day=day)
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


def report(talk: Talk, *, law: str, to_whom: str, words: str, key: UUID | None = None, by) -> Report:
    """记依法报告 — the report itself was made by a person, by voice; this says so."""
    told = {"law": law, "to_whom": to_whom}
    with _own_alone(talk, by):
        if before := sent_before(talk, Report, key, told, words=words):
            return before
        with _own(talk, "talk.reported", "依法报告", by) as fresh:
            made = Report(pk=key or uuid7(), talk=fresh, at=timezone.now(), by=by.staff, **told)
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
    if talk.age != Age.ADULT:
        _check_birthday(talk, turns_21)
    if must_report(talk):
        raise NotNow(_("监护人涉嫌侵害的，先依法报告，再结束。"))
    with moving(talk, name, by=by) as fresh:
        fresh.ended_at = timezone.now()
        last = last_day(fresh)
        is_adult = fresh.age == Age.ADULT
        fresh.kept_until = _no_sooner(fresh, last) if is_adult else kept_until(fresh, last, turns_21)
        sealing.put(fresh, fresh, own_words=own_words)
        Case.objects.filter(pk=fresh.case_id).update(closed_at=fresh.ended_at)
    return fresh


def _check_birthday(talk: Talk, day: date | None) -> None:
    if day is None:
        raise NotValid(_("未成年人的记录保存到满21岁：请填写那一天。"), field="turns_21")
    if not may_turn_21_on(talk, day):
        words = _("这一天和首次谈话时的年龄段（%(age)s）对不上，请核对年份。")
        raise NotValid(words % {"age": talk.get_age_display()}, field="turns_21")
