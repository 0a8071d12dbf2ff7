"""Who may see or do what. The one place this question is answered.

A post may do a thing to a case when it holds the verb AND the case is within its reach AND its
clearances cover the case's secrecy. Lists and single checks use the same query, so they cannot differ.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Involvement, PostPart
from onedoor.kit.prepared import sent
from onedoor.kit.problems import NotAllowed
from onedoor.posts.models import PostType

Reach = PostType.Reach


def cases_within_reach(actor) -> QuerySet[Case]:
    """辖区内，或本单位、本岗位承办的案卷 — less those the post is not cleared for."""
    post = actor.post
    if post.type.reach == Reach.PARTY:
        return Case.objects.filter(pk__in=actor.case_ids)
    cases = Case.objects.filter(secrecy__in=_opened_to(post))
    if post.type.reach == Reach.REGION:
        reached = [Q(region_path__startswith=path) for path in actor.prefixes]
        if called := _called_elsewhere(actor):
            reached.append(Q(pk__in=called))
        return cases.filter(reduce(or_, reached))
    part = Involvement.objects.filter(case=OuterRef("pk"), until=None, org=post.org)
    if post.type.reach == Reach.POST:
        sent_there = PostPart.objects.filter(case=OuterRef("pk"), until=None, post=post)
        return cases.filter(Exists(part.filter(post=post)) | Exists(sent_there))
    return cases.filter(Exists(part)) if post.type.reach != Reach.NONE else cases.none()


def _opened_to(post) -> list[str]:
    """A talk is opened to posts that reach nothing but what names them: no clearance and no region helps (0032)."""
    cleared = [Case.Secrecy.NORMAL, *(one for one in post.clearances if one != Case.Secrecy.TALK)]
    return [*cleared, Case.Secrecy.TALK] if post.type.reach == Reach.POST else cleared


# A town or village that owes a duty, or was called in, elsewhere in the district; or a post that is sent there.
CALLED = """SELECT part.case_id FROM cases_involvement AS part
WHERE part.org_id = %s AND part.until IS NULL AND part.role IN ('task', 'called')
UNION SELECT sent.case_id FROM cases_postpart AS sent WHERE sent.post_id = %s AND sent.until IS NULL"""


def _called_elsewhere(actor) -> list:
    """Asked once for an actor, and by nobody who reaches the whole district anyway; most often it is none."""
    if actor.post.region.parent_id is None:
        return []
    if "called" not in actor.kept:
        with sent(CALLED, [actor.post.org_id, actor.post.pk]) as cursor:
            actor.kept["called"] = [key for (key,) in cursor.fetchall()]
    return actor.kept["called"]


def cases_for(actor, verb: str = "case.see") -> QuerySet[Case]:
    """What a list shows this actor."""
    return cases_within_reach(actor) if actor.holds(verb) else Case.objects.none()


def may(actor, verb: str, case: Case) -> bool:
    """Whether this actor may do `verb` to this case; a step that follows by rule was allowed with its cause."""
    return actor.trusted or cases_for(actor, verb).filter(pk=case.pk).exists()


def require(actor, verb: str, case: Case) -> None:
    if not may(actor, verb, case):
        raise NotAllowed(_("您现在的岗位不能办理这一步，或这件事不在本岗位的范围内。"), verb=verb)
