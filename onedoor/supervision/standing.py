"""Where an actor stands to a supervision: the unit that is asked, or above it. Words of refusal, or nothing."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.posts.models import Org
from onedoor.supervision.lifecycle import Rung, Status
from onedoor.supervision.models import Interview, Supervision

CENTRES = (Org.Kind.CENTRE, Org.Kind.TOWN)


def insist(refusal: str) -> None:
    if refusal:
        raise NotAllowed(refusal)


def above(supervision, by) -> str:
    """No unit supervises itself, nor says of itself that it is enough."""
    if by.trusted or by.post.org_id != supervision.org_id:
        return ""
    return _("督办的就是本单位，请由其他单位办理这一步。")


def may_ask(org, by) -> str:
    """A level asks its own departments and those below it; never the centre of its own place, nor one above."""
    if not by.trusted and org.kind in CENTRES and by.post.org.region.path.startswith(org.region.path):
        return _("不能督办本级或者上级的中心。")
    return above(Supervision(org=org), by)


def ends(supervision, by) -> str:
    """Whoever raised it ends it, or who stands above them; what a rule raised, who stands above the unit."""
    if by.trusted:
        return ""
    if refusal := above(supervision, by):
        return refusal
    if supervision.rule:
        return _ends_of_rule(supervision, by.post.org)
    raiser = supervision.raised_by.org
    if raiser.region.path.startswith(by.post.org.region.path):
        return ""
    return _("这项督办由%(unit)s发起，请由它或者它的上级办理这一步。") % {"unit": raiser}


def _ends_of_rule(supervision, own: Org) -> str:
    """The district's centre, or a centre whose place the unit's lies in: a department's is the district."""
    unit, path = supervision.org.region.path, own.region.path
    if unit.startswith(path) and (own.kind == Org.Kind.CENTRE or unit != path):
        return ""
    return _("这项督办按规则发起，请由区综治中心或者%(unit)s的上级办理这一步。") % {"unit": supervision.org}


def sets_rules(by) -> str:
    """The rules hold in the whole district."""
    if not by.holds("supervision.rules"):
        return _("您现在的岗位不能设定督办规则。")
    return _("督办规则由区级设定。") if by.post.region.parent_id else ""


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
    return ends(supervision, by)
