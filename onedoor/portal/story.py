"""办理过程 — the timeline in plain words, of what concerns the resident: no staff, no internal notes, nobody else's case."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.models import Case, Event
from onedoor.matters.queries.clock_requests import spoken_day
from onedoor.posts.models import Org

# Each sentence may name the unit that acted or was charged (%(unit)s).
SAID = {
    "matter.registered": gettext_lazy("您的诉求已经登记。"),
    "matter.accepted": gettext_lazy("%(unit)s受理了这件事。"),
    "matter.declined": gettext_lazy("%(unit)s没有受理这件事，原因和可以找谁都已写明。"),
    "matter.transferred": gettext_lazy("这件事已转给有权办理的机关。"),
    "matter.mediation_asked": gettext_lazy("请调解组织来调解，双方愿意才开始；结果出来以前，这件事等着。"),
    "matter.merged": gettext_lazy("与另一件相同诉求一并办理。"),
    "matter.unmerged": gettext_lazy("不再合并，单独办理。"),
    "matter.closed_with_lead": gettext_lazy("一并办理的事办结了，答复也适用于您这一件。"),
    "matter.split": gettext_lazy("这件事分成几部分，由不同的单位分别办理。"),
    "matter.part_ended": gettext_lazy("其中一部分办结了。"),
    "matter.claimant_added": gettext_lazy("又有人加入，一起反映这件事。"),
    "matter.claimant_dropped": gettext_lazy("有一位反映人退出了。"),
    "matter.representatives_named": gettext_lazy("推选了代表。"),
    "matter.submitted": gettext_lazy("已请领导研究。"),
    "matter.raised": gettext_lazy("已请上一级领导研究。"),
    "matter.instructed": gettext_lazy("领导作出了批示。"),
    "matter.dispatched": gettext_lazy("交给%(unit)s办理。"),
    "matter.settled": gettext_lazy("%(unit)s当场办理，等待核查。"),
    "matter.signed": gettext_lazy("%(unit)s已经签收，开始办理。"),
    "matter.returned": gettext_lazy("正在另行安排由谁办理，期限不变。"),
    "matter.ruled": gettext_lazy("确定由%(unit)s负责办理，期限不变。"),
    "matter.resolved": gettext_lazy("%(unit)s说已经办了，等待核查。"),
    "matter.verified": gettext_lazy("办理单位以外的人核查过，情况属实。"),
    "matter.sent_back": gettext_lazy("核查发现还没有办好，要求重新办理。"),
    "matter.answered": gettext_lazy("书面答复了您。"),
    "matter.closed": gettext_lazy("这件事办结了。"),
    "matter.corrected": gettext_lazy("工作人员更正了分类或地点。"),
    "matter.paused": gettext_lazy("期限暂停计算。"),
    "matter.resumed": gettext_lazy("期限恢复计算。"),
    "matter.extended": gettext_lazy("办理期限延长。"),
    "reception.registered": gettext_lazy("%(unit)s登记了您的来访。"),
    "reception.put_on_day": gettext_lazy("排进了领导接访日。"),
    "reception.instructed": gettext_lazy("领导接访后作出了批示。"),
    "supervision.raised": gettext_lazy("已经督促承办单位抓紧办理。"),
    "deadline.recounted": gettext_lazy("放假安排有变动，期限重新计算，只会推后不会提前。"),
    "deadline.missed": gettext_lazy("超过了期限还没有办好，已经催办。"),
    "case.pin_renewed": gettext_lazy("查询码换了新的，旧的不能再用。"),
    "aid.advised": gettext_lazy("律师当面解答了您的咨询。"),
    "aid.hearing_set": gettext_lazy("定了开庭的日子，写在上面的“开庭日程”里。"),
    "aid.hearing_off": gettext_lazy("一次开庭取消或者改期了，请看“开庭日程”。"),
    "aid.mediation_asked": gettext_lazy("您愿意调解，已经转去办理。"),
    "aid.applied": gettext_lazy("您的法律援助申请已经登记。"),
    "aid.told_in_custody": gettext_lazy("值班律师记下了您的申请。"),
    "aid.forwarded": gettext_lazy("申请已经转交法律援助机构，七日内决定。"),
    "aid.notified": gettext_lazy("收到办案机关的通知，三日内指派律师。"),
    "aid.wanted": gettext_lazy("还缺材料，已经一次全部告诉您；等材料的时间不计入七日。"),
    "aid.supplied": gettext_lazy("您补充的材料收到了，接着审查。"),
    "aid.papers_brought": gettext_lazy("您补充的材料收到了。"),
    "aid.withdrawn": gettext_lazy("申请按撤回处理。您可以提出异议。"),
    "aid.granted": gettext_lazy("%(unit)s决定给您法律援助，决定书在“给您的文书”里。"),
    "aid.advanced": gettext_lazy("事情紧急，%(unit)s先提供法律援助，手续和材料随后补。"),
    "aid.declined": gettext_lazy("%(unit)s决定不给予法律援助。您可以提出异议。"),
    "aid.assigned": gettext_lazy("律师已经指派。"),
    "aid.reassigned": gettext_lazy("换了一位律师。"),
    "aid.stepped_aside": gettext_lazy("律师应当回避，另指派一位，三日内告诉您。"),
    "aid.taken_up": gettext_lazy("律师已经开始办理。"),
    "aid.progressed": gettext_lazy("律师告诉您办理的进展："),
    "aid.closed": gettext_lazy("法律援助办结了。您可以评价。"),
    "aid.terminated": gettext_lazy("%(unit)s决定终止法律援助。您可以提出异议。"),
    "aid.objected": gettext_lazy("您提出了异议，由司法行政部门另派人审查，五日内决定。"),
    "aid.upheld": gettext_lazy("%(unit)s审查异议，维持原来的决定。"),
    "aid.overturned": gettext_lazy("%(unit)s审查异议，责令改正：给予法律援助。"),
    "aid.reopened": gettext_lazy("%(unit)s审查异议，责令继续审查您的申请，七日内决定。"),
    "aid.rated": gettext_lazy("您评价了法律援助。"),
    "matter.noted": gettext_lazy("您补充了情况。"),
    "matter.objected": gettext_lazy("您说没有解决，换人重新核查。"),
    "matter.rated": gettext_lazy("您作了评价。"),
    "matter.review_asked": gettext_lazy("您申请了复查，由上一级另立一件办理。"),
}
# What another claimant of the same matter did: that it happened, never what they wrote.
OTHERS = {
    "matter.noted": gettext_lazy("另一位反映人补充了情况。"),
    "matter.objected": gettext_lazy("另一位反映人说没有解决，换人重新核查。"),
    "matter.rated": gettext_lazy("这件事有了评价。"),
    "matter.review_asked": gettext_lazy("另一位反映人申请了复查，由上一级另立一件办理。"),
}
# Told once, however many of them follow each other.
ROW = {"matter.claimant_added", "matter.split"}
# The house's own affairs, and other people's: not told.
SILENT = {
    "matter.contributed",
    "matter.reported_back",
    "matter.referred",
    "matter.remanded",
    "matter.joined",
    "matter.left",
    "matter.related",
    "matter.unrelated",
    "matter.was_related",
    "matter.was_unrelated",
    "matter.claimants_counted",
    "case.slip_given",
    "matter.clock_asked",
    "matter.clock_refused",
    "reception.turned",
    "reception.answered",
    "reception.advised",
    "reception.left",
    "reception.handed_over",
    "reception.willing_asked",
    "reception.taken_off_day",
    "supervision.acknowledged",
    "supervision.replied",
    "supervision.asked_again",
    "supervision.interviewed",
    "supervision.lifted",
    "deadline.near",
    "deadline.passed",
}
# Given to a unit, which the facts name.
GIVEN = {"matter.dispatched", "matter.ruled"}
# Told with the words that go with it: the resident's own, or reasons written for them.
OWN = {"matter.noted", "matter.objected", "matter.rated", "matter.review_asked"}
WITH_REASON = {"matter.paused", "matter.extended", "aid.progressed", "aid.wanted", "aid.closed"}
# The reasons of these are for them as well: they stand in the letters, too.
WITH_REASON |= {
    "aid.declined",
    "aid.terminated",
    "aid.upheld",
    "aid.overturned",
    "aid.reopened",
    "aid.withdrawn",
}
TONES = {
    "matter.answered": "good",
    "matter.closed": "good",
    "matter.verified": "good",
    "aid.granted": "good",
    "aid.advanced": "good",
    "aid.overturned": "good",
    "aid.closed": "good",
    "aid.declined": "bad",
    "aid.terminated": "bad",
    "aid.upheld": "bad",
    "matter.declined": "bad",
    "matter.sent_back": "bad",
    "matter.objected": "bad",
    "deadline.missed": "bad",
    "matter.paused": "clock",
    "matter.extended": "clock",
    "matter.resumed": "clock",
}


@dataclass(frozen=True)
class PlainLine:
    """One line of the story."""

    words: str
    at: datetime
    note: str
    tone: str


def story_of(case: Case, by) -> list[PlainLine]:
    """What happened, the latest first."""
    events = list(case.events.select_related("post__org", "post__type").order_by("-seq"))
    names, told = _leads(events), [event for event in events if _is_told(event, by)]
    return [
        _line(event, names, by) for n, event in enumerate(told) if not (n and _goes_on(event, told[n - 1]))
    ]


def _goes_on(event: Event, later: Event) -> bool:
    """One of several in a row is told once."""
    return event.verb in ROW and later.verb == event.verb


def _is_told(event: Event, by) -> bool:
    """A note is told when a resident wrote it; legal aid to whoever it is for."""
    if event.verb.startswith("aid.") and by.party_in(event.case_id):
        return False
    if event.verb == "matter.noted":
        return _is_resident(event)
    return event.verb in SAID


def _is_resident(event: Event) -> bool:
    return event.staff_id is None and event.post.type.code == "resident"


def _is_another(event: Event, by) -> bool:
    """Somebody else of those who brought the matter together."""
    mine = by.party_in(event.case_id)
    return _is_resident(event) and event.facts.get("party", "") != (str(mine) if mine else "")


def _leads(events) -> dict[str, str]:
    codes = {event.facts.get("lead") for event in events if event.verb in GIVEN}
    return dict(Org.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _stretched(event: Event) -> str:
    """By how much, until when."""
    if event.verb == "matter.paused" and event.facts.get("until"):
        return _("最迟%(day)s以后恢复计算。") % {"day": spoken_day(event.facts["until"])}
    if event.verb == "matter.extended" and event.facts.get("days"):
        return _("延长了%(days)s日。") % {"days": event.facts["days"]}
    return ""


def _line(event: Event, names, by) -> PlainLine:
    if event.verb in OTHERS and _is_another(event, by):
        return PlainLine(str(OTHERS[event.verb]), event.at, "", TONES.get(event.verb, ""))
    unit = str(event.post.org)
    if event.verb in GIVEN:
        unit = names.get(event.facts.get("lead"), "")
    told = (event.verb in OWN and _is_resident(event)) or event.verb in WITH_REASON
    words = str(SAID[event.verb]) % {"unit": unit}
    if event.verb == "matter.dispatched" and event.facts.get("days"):
        words += _("说好%(days)s个工作日办好。") % {"days": event.facts["days"]}
    words += _stretched(event)
    return PlainLine(words, event.at, event.note if told else "", TONES.get(event.verb, ""))
