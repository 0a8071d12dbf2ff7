"""督办规则 — what may raise the first steps by itself, in sentences that a district can read, switch and set."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.supervision.lifecycle import Rung

# Within how many working days a letter is replied to, unless the district or whoever sends it says otherwise.
LETTER_DAYS = 2


@dataclass(frozen=True)
class Kind:
    """A rule as it is delivered. `times`: how often it must have happened; nought where once is enough."""

    code: str
    rung: str
    name: Promise
    sentence: Promise
    times: int = 0

    @property
    def days(self) -> int:
        """Within how many working days a reply is owed; a reminder owes none."""
        return LETTER_DAYS if self.rung == Rung.LETTER else 0


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "near",
            Rung.REMINDER,
            _("快要到期"),
            _("期限临近、到了提醒的日子还没有办完的，自动催办承担期限的单位。"),
        ),
        Kind(
            "unsigned",
            Rung.REMINDER,
            _("没有按时签收"),
            _("交办以后没有在签收期限内签收的，自动催办主办单位。"),
        ),
        Kind(
            "overdue",
            Rung.LETTER,
            _("已经超期"),
            _("期限届满还没有办完的，自动向承担期限的单位发督办单，%(days)s个工作日内回复。"),
        ),
        Kind(
            "returned",
            Rung.REMINDER,
            _("反复退回"),
            _("同一件事被退回满%(times)s次的，自动催办承接中心，跟进裁定、尽快定下主办单位。"),
            times=2,
        ),
        Kind(
            "unsolved",
            Rung.LETTER,
            _("反复反映未解决"),
            _("居民对同一件事反映未解决满%(times)s次的，自动向主办单位发督办单，%(days)s个工作日内回复。"),
            times=2,
        ),
        Kind(
            "silent",
            Rung.REMINDER,
            _("应哨超时"),
            _("吹哨叫到的单位到点没有答复能不能到场的，自动催办该单位。"),
        ),
    )
}
