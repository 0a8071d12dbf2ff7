"""What was proposed at a dispatch and what the person chose: both are kept, so that the list can be put right."""

from django.utils import timezone

from onedoor.matters.advising import Proposed
from onedoor.matters.models import Advice, Matter
from onedoor.posts.models import Org


def keep_choice(matter: Matter, proposed: Proposed | None, *, lead: Org, days: int | None, by) -> dict:
    """记下建议与选择 — a row to count by, and the facts that the timeline tells; nothing when nothing was proposed."""
    if proposed is None:
        return {}
    entry, unit = proposed.entry, proposed.unit
    Advice.objects.create(
        matter=matter,
        at=timezone.now(),
        source=proposed.source or Advice.Source.LIST,
        entry=entry,
        proposed=unit,
        proposed_days=proposed.days,
        reason=proposed.why[:300],
        chosen=lead,
        chosen_days=days,
        post=by.post,
        staff=by.staff,
    )
    facts = {"proposed": unit.code if unit else "", "proposed_days": proposed.days, "advice": proposed.source}
    return facts | ({"entry": entry.number, "entry_version": entry.version} if entry else {})
