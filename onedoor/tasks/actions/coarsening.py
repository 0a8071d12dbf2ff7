"""地点变粗 — where exactly somebody pressed a button, or was to go, concerns nobody once the case is long over."""

from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils import timezone

from onedoor.tasks.limits import CELLS_A_DEGREE, EXACT_DAYS
from onedoor.tasks.models import Task

POINTS = ("lon", "lat", "done_lon", "done_lat")


def coarsen(*, by) -> int:
    """地点变粗 — ninety days after the case was closed a place is one of a grid of about 500 metres; how many went."""
    coarse = {name: Round(F(name) * CELLS_A_DEGREE) / CELLS_A_DEGREE for name in POINTS}
    is_exact = Q()
    for name in POINTS:
        is_exact |= Q(**{f"{name}__isnull": False}) & ~Q(**{name: coarse[name]})
    over = Task.objects.filter(case__closed_at__lt=timezone.now() - timedelta(days=EXACT_DAYS))
    return over.filter(is_exact).update(**coarse)
