"""Where an actor stands to a talk: the words of a refusal, or nothing when they stand right."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.counselling.lifecycle import OPEN
from onedoor.counselling.models import Asking, Handover, Objection, Talk
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.posts.models import Post, Staff, Tenure
from onedoor.posts.tenures import live, posts_held

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
    if asking.staff_id != by.staff.pk or asking.kind != Asking.Kind.LOOK:
        raise NotFound(_("没有这份申请。"))
    if asking.until is None or asking.until <= timezone.now():
        raise NotAllowed(_("还没有另一人同意，或者准许的时间已经过了。"))


def insist_on_taker(offer: Handover, by) -> None:
    """Whom a talk is given to, in the post it is given to; to anybody else there is nothing."""
    insist_on_verb(by, TALK)
    if offer.taker_id != by.staff.pk or offer.post_id != by.post.pk:
        raise NotFound(_("没有交给您的谈话。"))


def insist_on_consent(talk: Talk) -> None:
    """Whoever took their consent back is read by nobody any more, and rung up by nobody."""
    if Talk.objects.filter(pk=talk.pk).exclude(withdrawn_at=None).exists():
        raise NotNow(_("本人撤回了同意：记录不再打开，也不再联系。"))


def is_about(said: Objection, staff: Staff) -> bool:
    """Nobody answers for what they did themselves, or agreed to."""
    look = said.look
    return look is not None and staff.pk in (look.staff_id, look.asking.second_id if look.asking else None)


def post_of_taker(taker: Staff) -> Post:
    return next(post for post in posts_held(taker) if TALK in post.type.verbs)


def posts_that(*verbs: str) -> QuerySet[Post]:
    """Posts held today whose work is counselling."""
    posts = Post.objects.none()
    for verb in verbs:
        posts = posts | Post.objects.filter(type__verbs__contains=[verb])
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    return posts.filter(pk__in=held).select_related("org", "type")


def people_that(*verbs: str, besides: Staff | None = None) -> QuerySet[Staff]:
    """Who could be the other one of two."""
    holding = Tenure.objects.filter(live(), post__in=posts_that(*verbs)).values("staff")
    found = Staff.objects.filter(pk__in=holding, is_active=True).order_by("name", "pk")
    return found.exclude(pk=besides.pk) if besides else found


def seated() -> set[int]:
    """Who sits in a chair of counselling today."""
    held = Tenure.objects.filter(live(), post__in=posts_that(TALK), staff__is_active=True)
    return set(held.values_list("staff", flat=True))


def needs_own_yes(offer: Handover, there: set[int] | None = None) -> bool:
    """What others arranged while the counsellor is there needs the person's own word, with code and PIN: nobody can say for
    them that they were told. Of somebody who is gone, being told is enough; what a counsellor gives away themselves, too."""
    arranged = offer.asking_id is not None and offer.agreed_at is None
    return arranged and offer.giver_id in (seated() if there is None else there)


def insist_on_own_yes(offer: Handover) -> None:
    if needs_own_yes(offer):
        raise NotNow(_("原来的咨询师还在岗：本人凭编号和查询码，在自己那一页上同意了，才能接手。"))


def who_may_be_away() -> QuerySet[Staff]:
    """Everybody who sits there, and whoever left talks behind: of those who sit there it does not tell whether they have any."""
    going = Talk.objects.filter(status__in=OPEN, key__isnull=False)
    left = going.exclude(counsellor__in=seated()).values("counsellor")
    return Staff.objects.filter(Q(pk__in=seated()) | Q(pk__in=left)).order_by("name", "pk")
