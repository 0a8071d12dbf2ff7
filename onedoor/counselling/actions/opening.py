"""开始一次谈话 — a sealed case of its own, with a code of its own: a ticket's code leads nobody here."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases, give_pin, involve
from onedoor.cases.timeline import record
from onedoor.counselling import sealing
from onedoor.counselling.actions.talking import new_slip
from onedoor.counselling.first_talk import FirstTalk
from onedoor.counselling.keeping import kept_until
from onedoor.counselling.models import SafeContact, Talk
from onedoor.counselling.once import changed
from onedoor.counselling.standing import TALK, insist_on_verb, talks_of
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotValid

# What stands where every case has a title: nothing that tells one from another.
TITLE = "来访"


@dataclass(frozen=True)
class Opened:
    """The talk, and the six digits that are shown once."""

    talk: Talk
    pin: str


def open_once(key: UUID, told: FirstTalk, *, by) -> Opened:
    """开始一次 — pressed twice it is one talk: its slip is given anew, because the first was never seen, and opens nothing."""
    insist_on_verb(by, TALK)
    try:
        with transaction.atomic():
            if not Talk.objects.filter(pk=key).exists():
                return open_talk(told, key=key, by=by)
    except IntegrityError as reason:
        if not Talk.objects.filter(pk=key).exists():
            raise reason from reason
    talk = talks_of(by).select_related("contact").filter(pk=key).first()
    if talk is None or not _says(talk, told):
        raise changed()
    return Opened(talk, new_slip(talk, by=by))


def _says(talk: Talk, told: FirstTalk) -> bool:
    words = {"name": told.name, "number": told.number, "times": told.times, "as_whom": told.as_whom}
    is_same = (talk.age, talk.wish) == (told.age, told.wish)
    return is_same and all(sealing.is_same(talk, talk.contact, *one) for one in words.items())


@transaction.atomic
def open_talk(told: FirstTalk, *, key: UUID | None = None, by) -> Opened:
    """开始谈话 — a case that only the counsellor who opens it reaches, and the person by code and PIN."""
    insist_on_verb(by, TALK)
    if not told.name.strip():
        raise NotValid(_("请填写怎样称呼，可以不是真名。"), field="name")
    (case,) = draft_cases([(TITLE, by.post.org.region, Case.Secrecy.TALK)], by=by, verb=TALK)
    pin = give_pin(case)
    case.save(force_insert=True)
    involve(case, by.post.org, post=by.post)
    talk = Talk(
        pk=key or uuid7(),
        case=case,
        counsellor=by.staff,
        age=told.age,
        wish=told.wish,
        needs_interpreter=told.needs_interpreter,
        brings_somebody=told.brings_somebody,
    )
    talk.kept_until = kept_until(talk, timezone.localdate())
    _seal(talk, told)
    record(case, "talk.opened", label="开始", by=by, about=talk)
    return Opened(talk, pin)


def _seal(talk: Talk, told: FirstTalk) -> None:
    key = sealing.fresh_key(talk)
    sealing.put(talk, talk, wishes=told.wishes)
    talk.save(force_insert=True)
    key.save(force_insert=True)
    contact = SafeContact(talk=talk, may_leave_message=told.may_leave_message)
    words = {"name": told.name, "number": told.number, "times": told.times, "as_whom": told.as_whom}
    sealing.put(talk, contact, **words)
    contact.save(force_insert=True)
