"""Where an actor stands to a matter: at its desk, in its lead unit, outside of whoever handled it.

Each function gives the words of a refusal, or nothing when the actor stands right. Actions refuse with them;
pages leave out the buttons of steps they would refuse: one set of rules for both.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.cases.due import amount
from onedoor.cases.duties import still_owed
from onedoor.cases.explaining import said_due
from onedoor.cases.models import Involvement
from onedoor.kit.problems import NotAllowed
from onedoor.matters.lifecycle import ENDED, Status
from onedoor.matters.limits import return_limit
from onedoor.matters.queries.claimants import asked_review, claimants_of
from onedoor.matters.queries.kin import related_links
from onedoor.matters.queries.returns import arguing, binding, return_until
from onedoor.posts.models import Org
from onedoor.tasks.queries import checking

# What a committee owes to a case that was referred to it (config.mediating).
MEDIATION = "调解"
# Whoever did one of these has handled the matter, in whichever post.
HANDLED = ("matter.resolved", "matter.settled", "matter.contributed")
# Whoever did one of these has a part in what the resident is asked to rate.
JUDGED = (*HANDLED, "matter.verified", "matter.sent_back", "matter.answered")


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def at_desk(matter, by) -> str:
    """A matter that has climbed is out of the lower desk's hands; the levels above may always reach down."""
    if by.trusted or matter.desk.region.path.startswith(by.post.org.region.path):
        return ""
    return _("这件事现在由%(desk)s承接，本单位不能办理这一步。") % {"desk": matter.desk}


def may_refer_mediation(matter, by) -> str:
    """Whoever keeps its desk, as long as no committee owes its outcome already."""
    if matter.case.duties.open().filter(origin=MEDIATION).exists():
        return _("这件事已经转调解，正在等调解的结果。")
    return at_desk(matter, by)


def answers_for_desk(matter, by) -> str:
    """Only the leader of the very desk it lies at gives the instruction."""
    if by.post.org_id == matter.desk_id:
        return ""
    return _("这件事呈报的是%(desk)s，由该单位领导批示。") % {"desk": matter.desk}


def part_of(matter, by, *roles) -> Involvement | None:
    return matter.case.involvements.filter(until=None, org=by.post.org, role__in=roles).first()


def leads(matter, by) -> str:
    return "" if part_of(matter, by, Involvement.Role.LEAD) else _("这件事没有交给本单位主办。")


def may_return(matter, by) -> str:
    """A unit returns in time or not at all, and never against a ruling."""
    part = part_of(matter, by, Involvement.Role.LEAD)
    if part is None:
        return leads(matter, by)
    if ruling := binding(matter, by.post.org):
        words = {"day": date_format(timezone.localtime(ruling.at), _("n月j日")), "post": ruling.post.org}
        return _("%(day)s%(post)s已经裁定由本单位办理，裁定有约束力，不能再退回。") % words
    until = return_until(matter, part)
    if timezone.now() < until:
        return ""
    limit = return_limit(matter.source)
    words = {"most": amount(limit.days, limit.unit), "basis": _(limit.basis), "until": said_due(until)}
    return _("退回要在收到后%(most)s内提出（%(basis)s），到%(until)s为止，现在已经超过；请签收办理。") % words


def return_words(matter, by) -> str:
    """What the unit to which it was given reads beside its name: until when it may be returned, or why not."""
    if (
        matter.status != Status.DISPATCHED
        or matter.lead_id != by.post.org_id
        or not by.holds("matter.handle")
    ):
        return ""
    part = part_of(matter, by, Involvement.Role.LEAD)
    until = {"until": said_due(return_until(matter, part))} if part else {}
    return may_return(matter, by) or _("不该由本单位办的，最迟%(until)s退回。") % until


def may_rule(matter, by) -> str:
    """An arbiter is above the desk and above all who argue, and is none of them."""
    if at_desk(matter, by):
        return at_desk(matter, by)
    for unit in arguing(matter):
        if unit == by.post.org:
            return _("本单位退回过这件事，不能由本单位裁定。")
        if not unit.region.path.startswith(by.post.org.region.path):
            return _("%(unit)s不在本级管辖范围内，请区级裁定。") % {"unit": unit}
    return ""


def assists(matter, by) -> str:
    return "" if part_of(matter, by, Involvement.Role.ASSIST) else _("这件事没有交给本单位协办。")


def may_check(matter, by) -> str:
    """Whoever handled it may not check it, nor whoever passed it in an earlier round."""
    if matter.verifications.filter(staff=by.staff, has_passed=True).exists():
        return _("您核查过上一轮结果，居民不认可后须换人核查。")
    if matter.case.events.filter(verb__in=HANDLED, staff=by.staff).exists():
        return _("您办理过这件事，请由别人核查。")
    if matter.lead_id != by.post.org_id:
        return ""
    if matter.lead_id == matter.desk_id and matter.case.events.filter(verb="matter.settled").exists():
        return ""
    return _("办理单位不能核查自己的结果，请由其他单位或人员核查。")


def may_pass(matter, by) -> str:
    """What somebody is still out to look at has not been found to be so."""
    return may_check(matter, by) or checking(matter.case)


def owes_report(matter, by) -> str:
    if at_desk(matter, by):
        return at_desk(matter, by)
    owed = matter.instructions.exclude(given_at=None).filter(answered_at=None).exclude(words="")
    return "" if owed.exists() else _("没有需要回复的批示。")


def may_renew(matter, by) -> str:
    """The case's own slip is renewed for whoever held it from the first, and for nobody once they have stepped out."""
    if refusal := may_hand_slip(matter, by):
        return refusal
    holders = matter.case.parties.filter(since=None).values_list("until", flat=True)
    return _("请为在册的反映人出具回执。") if holders and None not in holders else ""


def may_hand_slip(matter, by) -> str:
    """A new PIN comes from a window that looks people up, and never from whoever the resident's rating is about."""
    if matter.part_of_id:
        return _("这是子事项，居民凭主事项的回执查进展。")
    if not (by.holds("matter.register") and by.holds("person.look_up")):
        return _("补发查询码须由窗口核对来访人身份，您现在的岗位不能办理。")
    if matter.case.events.filter(verb__in=JUDGED, staff=by.staff).exists():
        return _("您办理、核查或答复过这件事，请由其他窗口人员核对身份后补发。")
    if matter.answered_at and matter.lead_id == by.post.org_id != matter.desk_id:
        return _("这件事由本单位办理并已答复，请来访人到%(desk)s补发。") % {"desk": matter.desk}
    return ""


def owes_nothing(matter, by) -> str:
    """An answer says that all has been done: at its desk, no unit owes a duty under it any more, nobody is out to check, and
    its parts have ended."""
    return at_desk(matter, by) or still_waiting(matter)


def still_waiting(matter) -> str:
    """What the answer and the end wait for: duties, checks on the spot, parts."""
    return still_owed(matter.case) or checking(matter.case) or parts_open(matter)


def parts_open(matter) -> str:
    """A matter is answered when each of its parts has ended, whichever way."""
    count = matter.parts.filter(case__closed_at=None).count()
    return (
        ngettext(
            "还有%(count)s个子事项没有办结，都办结以后再答复、办结。",
            "还有%(count)s个子事项没有办结，都办结以后再答复、办结。",
            count,
        )
        % {"count": count}
        if count
        else ""
    )


def going_on(matter, by) -> str:
    """Whatever is over, or goes along with another, is left as it is."""
    if matter.status in ENDED:
        return _("这件事已经办结、转出或并入另一件，不能再改。")
    return ""


def may_gather(matter, by) -> str:
    """Claimants are kept with the matter that the residents brought, at its desk."""
    if matter.part_of_id:
        return _("这是子事项，反映人登记在主事项里。")
    if by.post.org.kind == Org.Kind.DEPARTMENT:
        return _("反映人由承接中心登记。")
    return going_on(matter, by) or at_desk(matter, by)


def may_represent(matter, by) -> str:
    """Among one nobody speaks for the others, and the only one cannot step out."""
    if len(claimants_of(matter.case)) < 2:
        return _("现在只登记了一位反映人。")
    return may_gather(matter, by)


def may_rate(matter, by) -> str:
    """A matter is rated once: for a group by whoever speaks for all, not by whichever slip comes first."""
    claimant = by.party_in(matter.case_id)
    if not claimant or matter.case.parties.filter(pk=claimant, is_representative=True).exists():
        return ""
    return _("这件事由推选的代表评价，一件事评价一次。")


def may_ask_review(matter, by) -> str:
    """Each who has a slip asks once: by their own, or by the one of the case."""
    asked = asked_review(matter.case)
    return _("已经申请过复查，请查看复查进展。") if str(by.party_in(matter.case_id) or "") in asked else ""


def may_unrelate(matter, by) -> str:
    if not related_links(matter.case, by):
        return _("这件事没有关联别的事项。")
    return at_desk(matter, by)


def may_split(matter, by) -> str:
    """A part is registered and accepted by whoever splits it off; parts have no parts."""
    if matter.part_of_id:
        return _("子事项不再拆分。")
    if not (by.holds("matter.register") and by.holds("matter.accept")):
        return _("分出子事项要登记新的编号并受理，请由能登记、受理的岗位办理。")
    return at_desk(matter, by)


def anyone(matter, by) -> str:
    return ""
