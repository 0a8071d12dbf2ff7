"""调解 — the list of a desk or a mediator by clock, and one mediation that this actor may open."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.numbering import as_printed
from onedoor.kit.problems import NotFound
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Assignment, Mediation


def readable(actor):
    """Those of the actor's own committee, and those that were assigned to them: nobody else opens one."""
    found = Mediation.objects.for_rows().filter(case__in=cases_for(actor))
    own = Q(pk=None)
    if actor.holds("mediation.accept"):
        taken_down = Q(committee=None, post__org=actor.post.org)
        own |= Q(committee__org=actor.post.org) | taken_down
    if actor.holds("mediation.mediate") and actor.staff:
        mine = Assignment.objects.filter(mediation=OuterRef("pk"), until=None, mediator__staff=actor.staff)
        own |= Q(Exists(mine))
    return found.filter(own)


def list_of(actor, *, status="", code=""):
    """What this actor may open, by what is due; without a status those that are not over."""
    found = readable(actor)
    if code.strip():
        words = code.strip()
        return found.filter(
            Q(case__code__startswith=as_printed(words)) | Q(number__contains=words)
        ).by_clock()
    found = found.filter(status=status) if status in Status.values else found.open()
    return found.by_clock()


def counts_of(actor) -> dict:
    """Four figures of the desk."""
    return (
        readable(actor)
        .open()
        .aggregate(
            asked=Count("pk", filter=Q(status=Status.ASKED)),
            accepted=Count("pk", filter=Q(status=Status.ACCEPTED)),
            mediating=Count("pk", filter=Q(status=Status.MEDIATING)),
            late=Count("pk", filter=Q(case__due_at__lt=timezone.now())),
        )
    )


def find(code: str, actor) -> Mediation:
    """One that this actor may open; any other looks as if it did not exist."""
    mediation = readable(actor).filter(case__code=as_printed(code)).first()
    if mediation is None:
        raise NotFound(_("没有这件调解，或不由您承办。"))
    return mediation
