"""交给单位 — what every giving out has in common, whoever decides it: the parts, the signing clock, the promise."""

from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Involvement
from onedoor.cases.opening import involve, release
from onedoor.kit.problems import NotValid
from onedoor.matters.duty_list import usual_days
from onedoor.matters.limits import PROMISE, SIGN
from onedoor.matters.queries.returns import promise_of
from onedoor.posts.models import Org


def charge(matter, lead: Org, assist=(), *, by, days: int | None = None) -> None:
    """交给 — one unit leads, others assist; signed for or not, the clocks run. Call it inside `moving`.

    The promise was made to the resident, not to a unit: one that runs already goes on as it is, under the new lead.
    """
    release(matter.case, lead, *assist)
    involve(matter.case, lead)
    for org in assist:
        involve(matter.case, org, Involvement.Role.ASSIST)
    matter.lead = lead
    clocks.start(matter.case, SIGN, org=lead)
    if promise_of(matter) is None:
        matter.facts_told["days"] = days or usual_days(matter)
        clocks.start(matter.case, PROMISE, org=lead, days=matter.facts_told["days"], fit=not days)
    elif days:
        raise NotValid(_("承诺期限从第一次交办起一直在计时，改交其他单位不能另定。"))
    else:
        clocks.hand_over(matter.case, PROMISE.kind, to=lead, by=by)
