"""Where an actor stands to a survey: the words of a refusal, or nothing."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.posts.models import PostType
from onedoor.surveys.limits import LATE_DAYS
from onedoor.surveys.models import Survey


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def ground(by) -> list[str]:
    """The paths within which a post asks, and reads what was answered."""
    return by.prefixes if by.post.type.reach == PostType.Reach.REGION else []


def may_edit(by) -> str:
    return "" if by.holds("survey.edit") else _("您现在的岗位不发布问卷。")


def may_edit_survey(survey: Survey, by) -> str:
    if refusal := may_edit(by):
        return refusal
    if any(survey.region.path.startswith(prefix) for prefix in ground(by)):
        return ""
    return _("这份问卷不在本岗位的范围内。")


def may_answer(survey: Survey, by, *, late: bool = False) -> str:
    """Whether this post is among those asked. `late`: what was filled in before the end and arrives after it."""
    if not by.holds("survey.answer"):
        return _("您现在的岗位不填问卷。")
    if not by.post.region.path.startswith(survey.region.path):
        return _("这份问卷由%(region)s的网格填。") % {"region": survey.region}
    if survey.post_type_id and survey.post_type_id != by.post.type_id:
        return _("这份问卷由%(who)s填。") % {"who": survey.post_type}
    return _ended(survey, LATE_DAYS if late else 0)


def _ended(survey: Survey, days: int) -> str:
    last = survey.ends_on + timedelta(days=days)
    if timezone.localdate() <= last and (days or not survey.ended_at) and not survey.erased_at:
        return ""
    return _("这份问卷%(day)s已经截止。") % {"day": f"{survey.ends_on:%Y-%m-%d}"}
