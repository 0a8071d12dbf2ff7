"""并案建议 — pairs that may be the same thing, put before a person; what they decide is remembered and not asked again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import may, require
from onedoor.kit.problems import NotFound, NotNow
from onedoor.matters.actions.merging import merge
from onedoor.matters.lifecycle import ENDED
from onedoor.matters.likeness import Pair, pairs
from onedoor.matters.models import Matter, Proposal
from onedoor.matters.queries.proposals import CAN_BE_MERGED
from onedoor.matters.queries.same_person import pairs_of_one
from onedoor.matters.standing import at_desk, insist
from onedoor.places.models import Region

# How many of the newest are compared with each other: a person could not look at more anyway.
COMPARED = 10_000
Decision = Proposal.Decision


def propose(region: Region) -> int:
    """提出建议 — for each matter of the region that can still be merged, the likeliest earlier one, before all others one of
    the same person; answers how many are new."""
    open_ones = Matter.objects.exclude(status__in=ENDED).filter(
        case__region_path__startswith=region.path, part_of=None
    )
    compared = list(
        open_ones.select_related("case__region").defer("words").order_by("-reported_at")[:COMPARED]
    )
    of_one = pairs_of_one(compared)
    same = {(pair.later.pk, pair.earlier.pk) for pair in of_one}
    found = [*of_one, *pairs(compared)]
    keys = [pair.later.pk for pair in found]
    kept = set(Proposal.objects.filter(later__in=keys).values_list("later", "earlier"))
    waiting = set(Proposal.objects.filter(later__in=keys, decision="").values_list("later", flat=True))
    fresh = []
    for pair in found:
        key = pair.later.pk
        if pair.later.case.secrecy != pair.earlier.case.secrecy:
            continue
        if key in waiting or (key, pair.earlier.pk) in kept or pair.later.status not in CAN_BE_MERGED:
            continue
        waiting.add(key)
        fresh.append(_proposal(pair, is_same_person=(key, pair.earlier.pk) in same))
    return len(Proposal.objects.bulk_create(fresh, ignore_conflicts=True))


def _proposal(pair: Pair, is_same_person: bool) -> Proposal:
    likeness = pair.likeness
    return Proposal(
        later=pair.later,
        earlier=pair.earlier,
        likeness=likeness.score,
        place=likeness.place,
        words=list(likeness.words),
        days=likeness.days,
        is_same_person=is_same_person,
        proposed_at=timezone.now(),
    )


@transaction.atomic
def decide(proposal: Proposal, *, same: bool, by) -> Proposal:
    """决定 — merge the later into the earlier (or into what that was merged into), or note that they are two things."""
    proposal = (
        Proposal.objects.select_for_update(of=["self"])
        .select_related("later__case", "earlier__case")
        .get(pk=proposal.pk)
    )
    later, earlier = proposal.later, proposal.earlier
    if not (may(by, "case.see", later.case) and may(by, "case.see", earlier.case)):
        raise NotFound(_("没有这条建议，或不在本岗位的范围内。"))
    require(by, "matter.merge", later.case)
    if proposal.decision:
        raise NotNow(_("这一对已经由%(post)s决定过了。") % {"post": proposal.decided_by})
    if same:
        insist(at_desk(later, by))
        words = _("由并案建议并入（同一人反映）。") if proposal.is_same_person else _("由并案建议并入。")
        _join(later, earlier, by, words)
    proposal.decision = Decision.SAME if same else Decision.DIFFERENT
    proposal.decided_by, proposal.decided_staff, proposal.decided_at = by.post, by.staff, timezone.now()
    proposal.save(update_fields=["decision", "decided_by", "decided_staff", "decided_at"])
    return proposal


def _join(later: Matter, earlier: Matter, by, words: str) -> None:
    """One that others were merged into stays their head: then it is the earlier one that goes along."""
    head = earlier.merged_into or earlier
    if head.pk == later.pk:
        raise NotNow(_("这两件已经并在一起了。"))
    if later.followers.exists() and not head.followers.exists() and head.status in CAN_BE_MERGED:
        later, head = head, later
    merge(later, by=by, into=head, note=words)
