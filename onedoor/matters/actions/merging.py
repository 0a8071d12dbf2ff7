"""并案 — two voices, one piece of work: a person's act, both voices kept, and undone by one.

The one action that holds two cases; `holding` locks them in order of key.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.models import Link
from onedoor.cases.moving import holding, moving
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.lifecycle import ENDED
from onedoor.matters.limits import DUTIES, HANDLE, NOTIFY
from onedoor.matters.models import Matter
from onedoor.matters.queries.kin import notes_for
from onedoor.matters.standing import at_desk, insist


def merge(matter, *, by, into: Matter, note="") -> Matter:
    """并案 — `matter` goes on as part of `into`; its resident keeps an own code, timeline and legal clock."""
    with holding(matter.case_id, into.case_id) as cases:
        into = Matter.objects.get(pk=into.pk)
        into.case = cases[into.case_id]
        require(by, "matter.merge", into.case)
        if into.pk == matter.pk or into.status in ENDED:
            raise NotValid(_("只能并入另一件还没有办结的事项。"))
        if matter.part_of_id or into.part_of_id or matter.parts.exists():
            raise NotValid(_("有子事项的不能并入别的事项，子事项也不并案；可以改用“关联事项”。"))
        if matter.followers.exists():
            raise NotNow(_("已有其他事项并入这一件，请先撤销那些并案，或反过来并入这一件。"))
        with moving(matter, "merge", by=by, note=note, into=into.case.code) as matter:
            insist(at_desk(matter, by))
            _insist_as_secret(matter, into)
            if clocks.stop(matter.case, NOTIFY.kind):
                clocks.start(matter.case, HANDLE)
            matter.merged_into = into
            Link.objects.create(kind=Link.Kind.MERGED, case=matter.case, other=into.case, at=timezone.now())
        record(
            into.case, "matter.joined", label="并入", by=by, about=into, note=note, follower=matter.case.code
        )
    return matter


def _insist_as_secret(matter: Matter, into: Matter) -> None:
    """Merged cases read each other's words and share one answer: whoever may not read the one would read it in the other."""
    if matter.case.secrecy != into.case.secrecy:
        raise NotValid(_("两件事的密级不同，不能并案；可以改用“关联事项”。"))


def unmerge(matter, *, by, note="") -> Matter:
    """撤销并案 — it goes on by itself again, with the clock it always had."""
    into = Matter.objects.filter(followers=matter.pk).first()
    if into is None:
        raise NotNow(_("这件事没有并入其他事项，或者刚刚已经撤销并案，请看最新进展。"))
    with holding(matter.case_id, into.case_id) as cases:
        into_case = cases[into.case_id]
        here, there = notes_for(note, cases[matter.case_id], into_case)
        with moving(matter, "unmerge", by=by, note=here, out_of=into_case.code) as matter:
            insist(at_desk(matter, by))
            # Somebody may have parted them, and merged it elsewhere, before we held it.
            if matter.merged_into_id != into.pk:
                raise NotNow(_("这件事刚刚改并入另一件，请看最新进展。"))
            matter.merged_into = None
            matter.case.links.filter(kind=Link.Kind.MERGED, undone_at=None).update(undone_at=timezone.now())
        record(
            into_case,
            "matter.left",
            label="撤销并入",
            by=by,
            about=into,
            note=there,
            follower=matter.case.code,
        )
    return matter


def end_merged(matter, *, by) -> Matter:
    """随并案办结 — the answer to the matter it was merged into is its answer too."""
    lead = matter.merged_into
    with moving(matter, "end_merged", by=by, note=lead.reply, lead=lead.case.code) as matter:
        matter.result, matter.outcome, matter.reply = lead.result, lead.outcome, lead.reply
        matter.resolved_at, matter.verified_at = lead.resolved_at, lead.verified_at
        matter.answered_at = timezone.now()
        matter.lead = lead.lead
        clocks.stop(matter.case, *DUTIES)
        matter.case.closed_at = timezone.now()
        matter.case.save(update_fields=["closed_at"])
    return matter
