"""受邀参加 — who may be asked in, and what a guest's page shows."""

from django.utils.translation import gettext as _

from onedoor.cases.numbering import as_printed
from onedoor.kit.problems import NotFound
from onedoor.mediation.asked_once import once
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.models import Guest, Mediation, Onward
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live

JOIN = "mediation.join"


def posts_to_invite():
    """Posts whose work it is to take part, with somebody in them today."""
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    found = Post.objects.filter(type__verbs__contains=[JOIN], pk__in=held)
    return found.select_related("org", "type").order_by("org", "pk")


def invitations_of(actor):
    """What this person, in this post, takes part in now."""
    found = (
        Guest.objects.current()
        .admitted()
        .filter(post=actor.post, staff=actor.staff, mediation__status__in=BEFORE)
    )
    return found.select_related("mediation__case", "session").order_by("-since")


def invitation_to(code: str, actor) -> Guest:
    """This actor's part in one mediation; to anybody else it does not exist."""
    guest = invitations_of(actor).filter(mediation__case__code=as_printed(code)).first()
    if guest is None:
        raise NotFound(_("没有邀请您参加这件调解，或者参加已经结束。"))
    return guest


def sessions_for(guest: Guest) -> list:
    """Dates and places of what all sides come to; one session when no more was asked."""
    rows = guest.mediation.sessions.joint().standing().for_rows().select_related("record")
    if guest.sees == Guest.Sees.SESSION:
        rows = rows.filter(pk=guest.session_id)
    found = list(rows.order_by("starts_at"))
    for session in found:
        session.mediation = guest.mediation
    return found


def onwards_of(mediation: Mediation) -> list[Onward]:
    """Where the sides were sent, and what was passed on."""
    return once(mediation, "onwards", lambda: list(mediation.onwards.select_related("staff")))


def all_of(mediation: Mediation) -> list[Guest]:
    return once(mediation, "guests", lambda: list(mediation.guests.for_rows()))
