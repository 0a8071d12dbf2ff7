"""What persons said on their pages and nobody answered yet; for the supervisor's office, but not for whom it is about."""

from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.counselling.models import Objection
from onedoor.counselling.standing import SUPERVISE, is_about, people_that
from onedoor.kit.problems import NotFound
from onedoor.posts.models import Staff


def waiting_for(actor) -> list[Objection]:
    """By how soon they must be answered; no code, no name."""
    if not actor.holds(SUPERVISE):
        return []
    found = Objection.objects.filter(answered_at=None, look__isnull=False).order_by("due_on", "at")
    found = found.select_related("look__post__org", "look__post__type", "look__staff", "look__asking", "talk")
    return [said for said in found if not is_about(said, actor.staff)]


def may_answer(said: Objection, answerers: list[Staff]) -> bool:
    """Whether anybody is left whom it is not about; else the person is told where else to turn."""
    return any(not is_about(said, one) for one in answerers)


def answerers() -> list[Staff]:
    return list(people_that(SUPERVISE))


def objection_of(key: UUID, actor) -> Objection:
    said = next((said for said in waiting_for(actor) if said.pk == key), None)
    if said is None:
        raise NotFound(_("没有这条意见。"))
    return said
