"""Where an actor stands to a whistle: its host, one of the units called, neither.

Each function gives the words of a refusal, or nothing. Actions refuse with them; pages leave out the buttons.
"""

from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.posts.models import Org
from onedoor.whistles.models import Call, Whistle

CENTRES = (Org.Kind.CENTRE, Org.Kind.TOWN)


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def refuse_ended(whistle: Whistle) -> None:
    """What is over is over for everybody."""
    if not whistle.is_going_on:
        raise NotNow(_("这次吹哨%(status)s，不能再办这一步。") % {"status": whistle.get_status_display()})


def may_host(by) -> str:
    """A district, street or town centre calls; a village or a department asks its centre to."""
    return "" if by.post.org.kind in CENTRES else _("只有区和镇街的综治中心可以吹哨，请报镇街综治中心。")


def sets_classes(by) -> str:
    """The times to answer hold in the whole district."""
    if not by.holds("whistle.edit"):
        return _("您现在的岗位不能修改应哨时限。")
    return _("应哨时限由区级设定。") if by.post.region.parent_id else ""


def hosts(whistle: Whistle, by) -> str:
    if by.post.org_id == whistle.host_id:
        return ""
    return _("这次由%(host)s吹哨，由它来办这一步。") % {"host": whistle.host}


def call_of(whistle: Whistle, by) -> Call | None:
    """The call of the actor's own unit; pages have the calls in hand already."""
    return next((call for call in whistle.calls.all() if call.org_id == by.post.org_id), None)


def is_called(whistle: Whistle, by) -> str:
    return "" if call_of(whistle, by) else _("这次吹哨没有呼叫本单位。")


def owes_answer(whistle: Whistle, by) -> str:
    call = call_of(whistle, by)
    if call is None:
        return is_called(whistle, by)
    return "" if call.is_waiting else _("本单位已经答复过了。")


def takes_part(whistle: Whistle, by) -> str:
    """The host, and every unit called that has not been excused."""
    if not hosts(whistle, by):
        return ""
    call = call_of(whistle, by)
    return "" if call and call.is_expected else _("只有吹哨单位和应哨单位可以办这一步。")


def may_call(case: Case, host: Org, org: Org) -> str:
    """Departments of the district, and the centres and villages of the place itself: those who then reach the case."""
    if org == host:
        return _("不用呼叫本单位。")
    if org.kind == Org.Kind.DEPARTMENT or case.region_path.startswith(org.region.path):
        return ""
    return _("%(org)s不管事发地，请由区综治中心统筹。") % {"org": org}


def left_to_rate(whistle: Whistle, by) -> list[Org]:
    """The host rates the units that were expected, they rate the host; each once."""
    if whistle.status not in ("minuted", "ended"):
        return []
    if by.post.org_id == whistle.host_id:
        others = [call.org for call in whistle.calls.all() if call.is_expected]
    else:
        others = [] if takes_part(whistle, by) else [whistle.host]
    done = {rating.of_id for rating in whistle.ratings.all() if rating.by_id == by.post.org_id}
    return [org for org in others if org.pk not in done]


def may_rate(whistle: Whistle, by) -> str:
    return "" if left_to_rate(whistle, by) else _("现在没有需要本单位评价的单位。")


def host_rates(whistle: Whistle, by) -> str:
    return hosts(whistle, by) or may_rate(whistle, by)


def unit_rates(whistle: Whistle, by) -> str:
    return is_called(whistle, by) or may_rate(whistle, by)


def unit_reports(whistle: Whistle, by) -> str:
    return is_called(whistle, by) or takes_part(whistle, by)


def may_excuse(whistle: Whistle, by) -> str:
    missing = any(call.is_expected and not call.arrived_at for call in whistle.calls.all())
    return hosts(whistle, by) or ("" if missing else _("没有还没到场的单位。"))


def may_insist(whistle: Whistle, by) -> str:
    refused = any(call.is_to_decide for call in whistle.calls.all())
    return hosts(whistle, by) or ("" if refused else _("没有单位说不能到场。"))


def may_gather(whistle: Whistle, by) -> str:
    somebody = any(call.arrived_at for call in whistle.calls.all())
    return hosts(whistle, by) or ("" if somebody else _("还没有单位到场，请先确认到场。"))
