"""Where an actor stands to a reception or a leader's day: the words of a refusal, or nothing when they stand right."""

from django.utils.translation import gettext as _

from onedoor.cases.access import cases_within_reach
from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post

ARRANGING = ("hall.manage", "reception.lead")


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def answers_for(reception, by) -> str:
    """首问责任 — the unit whose post took it down, or was handed it; for a department's post at a window also the centre
    in whose hall it sits, which is there when that post has gone home."""
    own = reception.post
    if by.trusted or by.post.org_id == own.org_id:
        return ""
    if own.org.kind == Org.Kind.DEPARTMENT and by.post.org in centres_of(own):
        return ""
    return _("这次来访由%(unit)s首问负责，请该单位办理，或请其移交。") % {"unit": reception.post.org}


def may_register(reception, by) -> str:
    if not (by.trusted or by.holds("reception.register")):
        return _("您现在的岗位不办理接访登记。")
    return answers_for(reception, by)


def may_end(reception, by) -> str:
    """What has become work is answered as work: its case stays open."""
    if refusal := may_register(reception, by):
        return refusal
    if reception.case.events.filter(verb="matter.registered").exists():
        return _("这次来访已经登记为事项，请在事项里办理和答复。")
    return ""


def may_instruct(reception, by) -> str:
    """A leader instructs about whom they received: those of their own unit's day."""
    if not by.holds("reception.lead"):
        return _("您现在的岗位不作接访批示。")
    if reception.day is None:
        return _("这次来访还没有排进领导接访日，请先排进去。")
    if by.post.org_id != reception.day.org_id:
        return _("这次来访由%(unit)s的领导接待，由该单位领导批示。") % {"unit": reception.day.org}
    return ""


def may_arrange(org, by) -> str:
    """Each unit says when its own leaders receive."""
    if not any(by.holds(verb) for verb in ARRANGING):
        return _("您现在的岗位不能安排领导接访日。")
    return "" if by.post.org_id == org.pk else _("%(unit)s的领导接访日由该单位安排。") % {"unit": org}


def centres_of(post: Post):
    """The centre in whose hall a department's post sits."""
    return Org.objects.filter(kind__in=(Org.Kind.CENTRE, Org.Kind.TOWN), region=post.region_id)


def reaches(post: Post, case: Case) -> bool:
    """Whether whoever sits in this post could read the case."""
    return cases_within_reach(Actor(None, post)).filter(pk=case.pk).exists()
