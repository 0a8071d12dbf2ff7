"""How it stands with what goes out: counts, and the latest rows of a state, without anybody's address."""

from uuid import UUID

from django.db.models import Count

from onedoor.notices.channels import masked
from onedoor.notices.models import Channel, Contact, Delivery, OptOut, Subscription

SIZE = 50


def has_refused(person, channel: str = Channel.SMS) -> bool:
    """Whether this resident said no to the channel."""
    return OptOut.objects.filter(person=person, channel=channel).exists()


def counts() -> dict[str, int]:
    """How many stand how."""
    found = dict(Delivery.objects.order_by().values_list("state").annotate(many=Count("pk")))
    return {state: found.get(state, 0) for state in Delivery.State.values}


def page_of(state: str, before: UUID | None = None) -> tuple[list[tuple[Delivery, str]], str]:
    """Newest first, each with the mask of where it goes; a resident's is not shown at all."""
    found = Delivery.objects.filter(state=state).select_related("staff", "org").defer("text").order_by("-pk")
    rows = list((found.filter(pk__lt=before) if before else found)[: SIZE + 1])
    after = str(rows[SIZE - 1].pk) if len(rows) > SIZE else ""
    return list(zip(rows[:SIZE], _masks(rows[:SIZE]), strict=True)), after


def _masks(rows: list[Delivery]) -> list[str]:
    staff = [row.staff_id for row in rows if row.staff_id]
    units = [row.org_id for row in rows if row.org_id]
    kept = Contact.objects.filter(staff__in=staff).values_list("staff", "channel", "address_mask")
    mails = Subscription.objects.filter(org__in=units).exclude(email="").values_list("org", "email")
    of_staff = {(person, channel): mask for person, channel, mask in kept}
    of_units = {org: masked(Channel.EMAIL, email) for org, email in mails}
    return [
        of_staff.get((row.staff_id or 0, row.channel), "") or of_units.get(row.org_id or 0, "")
        for row in rows
    ]
