"""督办的期限 — within how many days a supervised unit answers. A reminder is acknowledged, and owes no reply."""

from django.utils.translation import gettext_noop as _

from onedoor.cases.clocks import Limit
from onedoor.supervision.lifecycle import Rung
from onedoor.supervision.rules import LETTER_DAYS
from onedoor.worktime.counting import WORKING

OWN = _("本区督办规则")
MOST_DAYS = 10

LETTER = Limit(
    "reply-letter", _("回复督办单"), LETTER_DAYS, WORKING, OWN, since=_("发出督办单"), most_days=MOST_DAYS
)
LISTED = Limit("reply-listed", _("回复挂牌督办"), 5, WORKING, OWN, since=_("挂牌"), most_days=MOST_DAYS)
INTERVIEW = Limit("reply-interview", _("回复约谈要求"), 5, WORKING, OWN, since=_("约谈"), most_days=MOST_DAYS)
LIMITS = [LETTER, LISTED, INTERVIEW]
REPLY = {Rung.LETTER: LETTER, Rung.LISTED: LISTED, Rung.INTERVIEW: INTERVIEW}
# The clocks of replies are supervised by people, not by the rules: a letter begets no letter.
KINDS = tuple(limit.kind for limit in LIMITS)
