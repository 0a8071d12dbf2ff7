"""回复移送单位 — whoever sent the dispute is told how it ended, by a letter with their own number on it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.advancing import beside
from onedoor.mediation.models import Mediation, Returned
from onedoor.mediation.queries.returning import result_now, to_return
from onedoor.mediation.standing import insist, may_handle


def return_to_sender(mediation: Mediation, *, by, how: str, on: date) -> Returned:
    """回复移送单位 — the letter is out: which outcome it tells, how and on which day. Each outcome is told once."""
    insist(may_handle(mediation, by))
    if how not in Returned.How.values:
        raise NotValid(_("请选择怎样回复。"), field="how")
    with beside(mediation, "mediation.returned", _("回复移送单位"), by=by, how=how) as fresh:
        if not result_now(fresh):
            raise NotNow(_("调解还没有结果，还不能回复移送单位。"))
        result = to_return(fresh)
        if not result:
            raise NotNow(_("不是移送来的，或者这个结果已经回复过。"))
        ended = timezone.localdate(fresh.ended_at)
        if not ended <= on <= timezone.localdate():
            raise NotValid(_("回复的日期在调解有结果之后，不晚于今天。"), field="on")
        fresh.facts_told |= {"result": result}
        columns = {"mediation": fresh, "round": fresh.round, "at": timezone.now(), "post": by.post}
        return Returned.objects.create(result=result, how=how, on=on, **columns)
