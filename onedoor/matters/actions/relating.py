"""关联 — two matters that have to do with each other and are not the same: a person says why, and may take it back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import require
from onedoor.cases.models import Case, Link
from onedoor.cases.moving import acting, holding
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.models import Matter
from onedoor.matters.queries.kin import notes_for, related_links
from onedoor.matters.standing import at_desk, insist


def relate(matter, *, by, to: Matter, note) -> Matter:
    """关联事项 — the two show each other; each goes its own way."""
    _refuse_the_same(matter, to)
    with holding(matter.case_id, to.case_id) as cases:
        other = cases[to.case_id]
        require(by, "matter.triage", other)
        here, there = notes_for(note, cases[matter.case_id], other)
        told = acting(matter, "matter.triage", "matter.related", "关联事项", by=by, note=here)
        with told as matter:
            insist(at_desk(matter, by))
            if any(end.pk == other.pk for _link, end in related_links(matter.case, by)):
                raise NotNow(_("这两件已经关联了。"))
            link = Link(kind=Link.Kind.RELATED, case=matter.case, other=other, reason=note, at=timezone.now())
            link.save(force_insert=True)
            matter.facts_told["link"] = str(link.pk)
        record(other, "matter.was_related", label="关联事项", by=by, note=there, link=str(link.pk))
    return matter


def _refuse_the_same(matter: Matter, to: Matter) -> None:
    if matter.pk == to.pk:
        raise NotValid(_("不能与自己关联。"), field="to")
    if to.part_of_id == matter.pk or matter.part_of_id == to.pk:
        raise NotValid(_("这两件是主事项与子事项，不需要再关联。"), field="to")


def unrelate(matter, *, by, to: Case, note) -> Matter:
    """撤销关联 — they have nothing to do with each other after all; both timelines keep that they were believed to."""
    with holding(matter.case_id, to.pk) as cases:
        other = cases[to.pk]
        require(by, "matter.triage", other)
        here, there = notes_for(note, cases[matter.case_id], other)
        told = acting(matter, "matter.triage", "matter.unrelated", "撤销关联", by=by, note=here)
        with told as matter:
            insist(at_desk(matter, by))
            link = next((link for link, end in related_links(matter.case, by) if end.pk == other.pk), None)
            if link is None:
                raise NotNow(_("这两件没有关联，或者刚刚已经撤销。"))
            link.undone_at = timezone.now()
            link.save(update_fields=["undone_at"])
            matter.facts_told["link"] = str(link.pk)
        record(other, "matter.was_unrelated", label="撤销关联", by=by, note=there, link=str(link.pk))
    return matter
