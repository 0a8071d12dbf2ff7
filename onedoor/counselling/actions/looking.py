"""打开 — the only ways to the words of a talk. Each is written down before anything leaves: no log, no words."""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, note
from onedoor.counselling import sealing
from onedoor.counselling.models import Asking, Handover, Look, Objection, Session, Talk
from onedoor.counselling.standing import (
    SUPERVISE,
    insist_on_consent,
    insist_on_open_asking,
    insist_on_own,
    insist_on_own_yes,
    insist_on_taker,
    insist_on_verb,
    is_about,
)
from onedoor.kit.problems import NotFound, NotNow

CONTACT = ("name", "number", "times", "as_whom")


def look_at_session(session: Session, *, by) -> str:
    """打开谈话记录 — by the counsellor of the talk."""
    insist_on_own(session.talk, by)
    insist_on_consent(session.talk)
    _logged(Look.What.NOTE, session.talk, by, session=session)
    return sealing.read(session.talk, session, "note")


def look_at_contact(talk: Talk, *, by) -> dict[str, str]:
    """打开联系办法 — how they may be reached, what they wished for, and what is to be asked next time."""
    insist_on_own(talk, by)
    insist_on_consent(talk)
    _logged(Look.What.CONTACT, talk, by)
    told = {name: sealing.read(talk, talk.contact, name) for name in CONTACT}
    told["wishes"] = sealing.read(talk, talk, "wishes")
    planned = talk.follow_ups.filter(done_at=None)
    told["follow_ups"] = "\n".join(
        f"{one.day:%Y-%m-%d} {sealing.read(talk, one, 'words')}" for one in planned
    )
    return told


def look_to_tell(offer: Handover, *, by) -> dict[str, str]:
    """打开联系办法 — to tell the person first, by whoever is to take a talk over from somebody who is gone; of the talk itself not a word."""
    insist_on_taker(offer, by)
    if not offer.is_waiting or offer.asking_id is None:
        raise NotNow(_("换人已经办完或收回。"))
    insist_on_own_yes(offer)
    insist_on_consent(offer.talk)
    _logged(Look.What.CONTACT, offer.talk, by)
    return {name: sealing.read(offer.talk, offer.talk.contact, name) for name in CONTACT}


def look_at_objection(said: Objection, *, by) -> str:
    """打开本人的话 — by somebody of the supervisor's office, who is to answer it."""
    insist_on_verb(by, SUPERVISE)
    if is_about(said, by.staff):
        raise NotFound(_("没有这条意见。"))
    note(Kind.READ, by=by, fields=("sealed",), purpose="P04")
    return sealing.read(said.talk, said, "words")


def look_by_asking(asking: Asking, session: Session, *, by) -> str:
    """督导打开谈话记录 — after a second person agreed, while it lasts; the person concerned sees it."""
    insist_on_open_asking(asking, by)
    if session.talk_id != asking.talk_id:
        raise NotFound(_("没有这条记录。"))
    insist_on_consent(session.talk)
    _logged(Look.What.NOTE, session.talk, by, session=session, asking=asking)
    return sealing.read(session.talk, session, "note")


@transaction.atomic
def _logged(what: str, talk: Talk, by, **more) -> None:
    """For the person concerned here; for the auditor that something sealed was opened, by whom, and nothing of what."""
    entry = note(Kind.READ, by=by, fields=("sealed",), purpose="P04")
    Look(talk=talk, what=what, staff=by.staff, post=by.post, at=entry.at, **more).save(force_insert=True)
