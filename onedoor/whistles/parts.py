"""The parts that units have in a case because they were called."""

from django.utils import timezone

from onedoor.cases.models import Case, Involvement
from onedoor.posts.models import Org


def end_part(case: Case, *orgs: Org) -> None:
    """The parts that came with being called end, but not those of units that still owe something."""
    owing = case.duties.open().values("org")
    parts = case.involvements.filter(role=Involvement.Role.CALLED, org__in=orgs, until=None)
    parts.exclude(org__in=owing).update(until=timezone.now())
