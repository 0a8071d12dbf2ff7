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


def page_of(state: str, before: UUID | None = None) -> tuple[list[Delivery], str]:
    """Newest first, each with the mask of where it goes; a resident's is not shown at all."""
    found = Delivery.objects.filter(state=state).select_related("staff", "org").defer("text").order_by("-pk")
    rows = list((found.filter(pk__lt=before) if before else found)[: SIZE + 1])
    after = str(rows[SIZE - 1].pk) if len(rows) > SIZE else ""
    rows = rows[:SIZE]
    staff = {row.staff_id for row in rows if row.staff_id}
    masks = {(one.staff_id, one.channel): one.address_mask for one in Contact.objects.filter(staff__in=staff)}
    units = {row.org_id for row in rows if row.org_id}
    mails = dict(Subscription.objects.filter(org__in=units).values_list("org", "email"))
    for row in rows:
        row.to = masks.get((row.staff_id, row.channel), "")
        if row.org_id and mails.get(row.org_id):
            row.to = masked(row.channel, mails[row.org_id])
    return rows, after
