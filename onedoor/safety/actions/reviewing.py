"""审阅 — the switch of a district: two named people who read the form; one of them goes, and it is off."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.safety.items import EDITION
from onedoor.safety.models import Review
from onedoor.safety.queries import reviews
from onedoor.safety.queries.standing_level import district_of
from onedoor.safety.standing import insist, may_review


def confirm_review(*, by, name: str, calling: str, read_on, unit: str = "") -> Review:
    """登记审阅 — a practitioner, by name, has read this edition and agrees that it is used here."""
    insist(may_review(by))
    name = name.strip()
    if not name:
        raise NotValid(_("请填写审阅人姓名。"), field="name")
    if calling not in Review.Calling.values:
        raise NotValid(_("请从清单里选一个。"), field="calling")
    if read_on > timezone.localdate():
        raise NotValid(_("审阅日期不能晚于今天。"), field="read_on")
    if reviews(by.post.region).filter(name=name).exists():
        raise NotNow(_("这位已经登记过：两位要是不同的人。"))
    return Review.objects.create(
        region=district_of(by.post.region),
        edition=EDITION,
        name=name,
        calling=calling,
        unit=unit.strip(),
        read_on=read_on,
        made_post=by.post,
        made_at=timezone.now(),
    )


def withdraw_review(review: Review, *, by) -> None:
    """撤回审阅 — what was found wrong is not used any more: with fewer than two the form is off at once."""
    insist(may_review(by))
    if review.region_id != district_of(by.post.region).pk:
        raise NotNow(_("不是本区的审阅。"))
    Review.objects.filter(pk=review.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
