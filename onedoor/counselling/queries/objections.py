"""What persons said on their pages and nobody answered yet; for the supervisor's office, but not for whom it is about."""

from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.counselling.models import Objection
from onedoor.counselling.standing import SUPERVISE, is_about
from onedoor.kit.problems import NotFound


def waiting_for(actor) -> list[Objection]:
    """By how soon they must be answered; no code, no name."""
    if not actor.holds(SUPERVISE):
        return []
    found = Objection.objects.filter(answered_at=None, look__isnull=False).order_by("due_on", "at")
    found = found.select_related("look__post__org", "look__post__type", "look__staff", "look__asking", "talk")
    return [said for said in found if not is_about(said, actor.staff)]


def objection_of(key: UUID, actor) -> Objection:
    said = next((said for said in waiting_for(actor) if said.pk == key), None)
    if said is None:
        raise NotFound(_("没有这条意见。"))
    return said
