"""卷宗 — what the page of a volume shows, and the volumes of a desk whose time is over."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.models import File, Volume
from onedoor.mediation.queries.mediations import readable


def volume_of(mediation) -> Volume | None:
    return Volume.objects.select_related("staff").filter(mediation=mediation).first()


def file_of(mediation, pk) -> File:
    """One file of it; whether the actor may read it, the action asks."""
    file = File.objects.select_related("mediation__case", "drawer").filter(mediation=mediation, pk=pk).first()
    if file is None:
        raise NotFound(_("没有这份材料。"))
    return file


def over_of(actor):
    """The volumes of this actor's committee whose time is over, the longest first; those held are left out."""
    return Volume.objects.over().filter(mediation__in=readable(actor)).for_rows().order_by("kept_until")


def held_cases() -> set:
    """The cases whose volumes two people hold: nothing that belongs to them is erased meanwhile."""
    return set(Volume.objects.held().values_list("mediation__case", flat=True))


def over_by_org() -> dict:
    """How many volumes of each unit's committee are over today."""
    counts: dict = {}
    for volume in Volume.objects.over().select_related("mediation__committee__org"):
        if committee := volume.mediation.committee:
            counts[committee.org] = counts.get(committee.org, 0) + 1
    return counts
