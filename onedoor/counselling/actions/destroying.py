"""销毁 — the key of a talk goes when its time is over: by the counsellor's hand, or by the house at night."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import holding
from onedoor.cases.timeline import record
from onedoor.counselling import sealing
from onedoor.counselling.keeping import is_held, over
from onedoor.counselling.models import (
    Asking,
    Consent,
    FollowUp,
    Objection,
    Report,
    SafeContact,
    Session,
    Talk,
    TalkKey,
)
from onedoor.counselling.moving import end_now
from onedoor.counselling.standing import insist_on_own
from onedoor.kit.problems import NotNow

log = logging.getLogger(__name__)
OF_A_TALK = (Session, FollowUp, Report, Asking, Objection, SafeContact, Consent)


def destroy(talk: Talk, *, by) -> Talk:
    """销毁记录 — the key of the talk goes, and with it every word; that it took place and who opened it stay."""
    insist_on_own(talk, by)
    return _destroy(talk, by)


def destroy_over(*, by) -> int:
    """到期销毁 — every night: what is over goes by itself, also where nobody is left to press. One that will not go keeps
    none of the others back; the night says at its end that something was left, and the log says why, not whose."""
    gone, left = 0, 0
    for talk in over().select_related("case"):
        try:
            _destroy(talk, by)
            gone += 1
        except NotNow:
            continue  # held by two people since the list was made
        except Exception:
            log.exception("one talk whose time is over was not destroyed")
            left += 1
    if left:
        raise RuntimeError("some talks whose time is over were not destroyed tonight")
    return gone


def _insist_on_over(talk: Talk) -> None:
    """Asked under the lock: a hold may have been agreed to a moment ago."""
    if talk.kept_until is None or talk.kept_until > timezone.localdate():
        raise NotNow(_("保存期还没有满，不能销毁。"))
    if is_held(talk):
        raise NotNow(_("两个人依法暂缓了销毁，还没有到期。"))


@transaction.atomic
def _destroy(talk: Talk, by) -> Talk:
    with holding(talk.case_id) as cases:
        case, talk = cases[talk.case_id], Talk.objects.get(pk=talk.pk)
        _insist_on_over(talk)
        end_now(talk, case, at=timezone.now(), by=by)
        TalkKey.objects.filter(talk=talk).delete()
        talk.wishes_sealed = talk.own_words_sealed = b""
        talk.save()
        for model in OF_A_TALK:
            sealing.blank(model.objects.filter(talk=talk))
        record(case, "talk.destroyed", label="销毁", by=by, about=talk)
    return talk
