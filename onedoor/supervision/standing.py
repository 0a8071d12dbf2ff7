"""Where an actor stands to a supervision: the unit that is asked, or above it. Words of refusal, or nothing."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.supervision.lifecycle import Rung, Status
from onedoor.supervision.models import Interview


def insist(refusal: str) -> None:
    if refusal:
        raise NotAllowed(refusal)


def above(supervision, by) -> str:
    """No unit supervises itself, nor says of itself that it is enough."""
    if by.trusted or by.post.org_id != supervision.org_id:
        return ""
    return _("督办的就是本单位，请由其他单位办理这一步。")


def asked(supervision, by) -> str:
    return "" if supervision.org_id == by.post.org_id else _("督办的不是本单位。")


def owes_a_look(supervision, by) -> str:
    """A reminder is acknowledged."""
    if supervision.rung != Rung.REMINDER:
        return _("这一步须书面回复。")
    return asked(supervision, by)


def owes_a_reply(supervision, by) -> str:
    """A letter and a listing are replied to; an interview, once it has been held."""
    if supervision.rung == Rung.REMINDER:
        return _("催办只须知悉，不用书面回复。")
    if supervision.rung == Rung.INTERVIEW and not was_held(supervision):
        return _("约谈还没有记录，记录以后再回复。")
    return asked(supervision, by)


def was_held(supervision) -> bool:
    return Interview.objects.filter(supervision=supervision).exists()


def to_be_held(supervision, by) -> str:
    if supervision.rung != Rung.INTERVIEW or supervision.status != Status.RAISED or was_held(supervision):
        return _("没有等待记录的约谈。")
    return above(supervision, by)
