"""上报事项 — what a worker found becomes a matter like any other; settled on the spot, it waits for its check."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.field.grounds import ground_named
from onedoor.field.limits import OFFLINE, SKEWED
from onedoor.field.models import Upload
from onedoor.field.schemas import ReportIn
from onedoor.kit.problems import NotValid
from onedoor.matters import actions
from onedoor.matters.actions import Draft
from onedoor.matters.models import Category, Matter

TITLE = 40


def report(upload: Upload, said: ReportIn, by) -> None:
    """上报 — limits count from the server's time; when it was seen is the phone's word, where that is to be believed."""
    draft = Draft(
        title=said.words.splitlines()[0][:TITLE],
        body=said.words,
        source=Matter.Source.GRID,
        category=_category(said.category),
        address=said.address,
        point=said.point,
        community=ground_named(said.region, by),
        reported_at=_seen_at(upload),
        facts={"phone_behind": True} if abs(upload.at - upload.at_phone) > SKEWED else {},
    )
    registered = actions.register(draft, by=by)
    if said.settled:
        actions.settle_on_the_spot(registered.matter, by=by, result=said.settled.words)
    upload.case, upload.about = registered.matter.case, registered.matter.pk


def _seen_at(upload: Upload) -> datetime:
    """No phone is away for longer than a fortnight, nor ahead of its time: such a clock is not believed."""
    return upload.at_phone if upload.at - OFFLINE <= upload.at_phone <= upload.at else upload.at


def _category(code: str) -> Category | None:
    if not code:
        return None
    found = Category.objects.leaves().valid(timezone.localdate()).filter(code=code).first()
    if found is None:
        raise NotValid(_("没有这个事项分类，请重新选一个。"), field="category")
    return found
