"""Where an actor stands to a talk: the words of a refusal, or nothing when they stand right."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.counselling.models import Asking, Talk
from onedoor.kit.problems import NotAllowed, NotFound
from onedoor.posts.models import Post, Staff, Tenure
from onedoor.posts.tenures import live

TALK, SUPERVISE = "counselling.talk", "counselling.supervise"


def talks_of(actor) -> QuerySet[Talk]:
    """A talk belongs to a person, not to a chair: whoever sits in the post later does not come to it by that."""
    found = Talk.objects.filter(case__in=cases_for(actor, TALK), counsellor=actor.staff)
    return found.select_related("case", "counsellor")


def insist_on_own(talk: Talk, by) -> None:
    """The named counsellor; to anybody else the talk does not exist."""
    if by.staff is None or not talks_of(by).filter(pk=talk.pk).exists():
        raise NotFound(_("没有这次谈话。"))


def insist_on_verb(by, verb: str) -> None:
    if by.staff is None or not by.holds(verb):
        raise NotAllowed(_("您现在的岗位不做这件事。"), verb=verb)


def insist_on_open_asking(asking: Asking, by) -> None:
    """The supervisor who asked, after the second person said yes, and no longer than was given."""
    insist_on_verb(by, SUPERVISE)
    if asking.staff_id != by.staff.pk:
        raise NotFound(_("没有这份申请。"))
    if asking.until is None or asking.until <= timezone.now():
        raise NotAllowed(_("还没有另一人同意，或者准许的时间已经过了。"))


def posts_that(*verbs: str) -> QuerySet[Post]:
    """Posts held today whose work is counselling."""
    posts = Post.objects.none()
    for verb in verbs:
        posts = posts | Post.objects.filter(type__verbs__contains=[verb])
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    return posts.filter(pk__in=held).select_related("org", "type")


def people_that(*verbs: str, besides: Staff) -> QuerySet[Staff]:
    """Who could be the other one of two."""
    seated = Tenure.objects.filter(live(), post__in=posts_that(*verbs)).values("staff")
    return Staff.objects.filter(pk__in=seated, is_active=True).exclude(pk=besides.pk).order_by("name", "pk")
