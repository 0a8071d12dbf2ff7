"""The parts that units have in a case because they were called."""

from django.utils import timezone

from onedoor.cases.models import Involvement
from onedoor.posts.models import Org
from onedoor.whistles.models import Call, Whistle


def end_part(whistle: Whistle, *orgs: Org) -> None:
    """The parts that came with being called end, but not those of units that another whistle still calls.

    Whoever still owes something goes on with the case for that alone.
    """
    case, called, owing = whistle.case, Involvement.Role.CALLED, whistle.case.duties.open().values("org")
    others = Call.objects.filter(whistle__in=case.whistles.going_on().exclude(pk=whistle.pk))
    still = others.exclude(decision=Call.Decision.EXCUSED).values("org")
    parts = case.involvements.filter(role=called, org__in=orgs, until=None).exclude(org__in=still)
    parts.filter(org__in=owing).update(role=Involvement.Role.TASK)
    parts.update(until=timezone.now())
