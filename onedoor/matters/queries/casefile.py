"""The page of one matter: everything its file holds, in as few questions as it has tables."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from onedoor.cases.access import cases_for
from onedoor.cases.models import Event, Paper
from onedoor.cases.queries import clocks_of, place_of, units_of
from onedoor.kit.problems import NotFound
from onedoor.matters.models import Matter, Return
from onedoor.matters.queries.clock_requests import requests_of, said_of
from onedoor.matters.queries.likewise import advised
from onedoor.matters.queries.returns import returns_of, rulings_of
from onedoor.matters.queries.together import together_of
from onedoor.posts.models import Org

QUOTED = {"matter.instructed", "matter.raised", "matter.answered", "matter.ruled"}
GOOD = {"matter.verified", "matter.answered", "matter.closed", "matter.rated"}
BAD = {
    "matter.returned",
    "matter.sent_back",
    "matter.objected",
    "deadline.missed",
    "matter.declined",
    "supervision.raised",
}
# Labels are frozen in Chinese; for who reads English they are said anew. Those that no step or clock goes by:
LABELS = (
    gettext_noop("并入"),
    gettext_noop("撤销并入"),
    gettext_noop("更正"),
    gettext_noop("补发查询码"),
    gettext_noop("期限重算"),
    gettext_noop("即将到期"),
    gettext_noop("出具反映人回执"),
    gettext_noop("子事项办结"),
    gettext_noop("约谈记录"),
)
# Given to a unit, which the facts name.
GIVEN = {"matter.dispatched", "matter.ruled"}
CLOCK = {"matter.paused", "matter.resumed", "matter.extended", "deadline.near"}


def find(code: str, actor) -> Matter:
    """The matter of this code, if this actor may see it; absent and hidden look the same."""
    shown = Matter.objects.select_related(
        "case__region", "category__parent__parent", "desk__region", "lead",
        "merged_into__case", "review_of__case",
    )  # fmt: skip
    matter = shown.defer("words").filter(case__in=cases_for(actor), case__code=code).first()
    if matter is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return matter


@dataclass(frozen=True)
class StoryLine:
    """One line of the timeline, in words."""

    title: str
    by: str
    org: str
    at: datetime
    note: str
    is_quote: bool
    tone: str
    details: list[str]


def file_of(matter: Matter, actor) -> dict:
    """What the page shows, by the names its templates use."""
    case, papers = matter.case, matter.case.papers.all()
    return {
        "matter": matter,
        "case": case,
        "place": place_of(case.region_id),
        "clocks": clocks_of(case),
        "clock_requests": requests_of(case),
        "units": units_of(case),
        "parties": list(case.parties.current().select_related("person")),
        "may_reveal": actor.holds("person.reveal"),
        "instructions": list(matter.instructions.select_related("org", "given_by", "asked_by")),
        "returns": returns_of(matter),
        "rulings": rulings_of(matter),
        "papers": [paper for paper in papers if paper.kind == Paper.Kind.REQUEST],
        "evidence": [paper for paper in papers if paper.kind != Paper.Kind.REQUEST],
        "category_chain": _chain(matter.category),
        "endings": endings_of(matter),
        "story": story_of(case),
        **together_of(matter, actor),
    }


def _chain(category) -> str:
    names = []
    while category is not None:
        names.append(category.label)
        category = category.parent
    return " / ".join(reversed(names))


def endings_of(matter: Matter) -> list[tuple]:
    """The honest endings, kept apart: (what, how it stands or nothing yet, when)."""
    solved = {None: "", True: _("解决了"), False: _("没有解决")}[matter.is_solved]
    stars = ngettext("%(n)s颗星", "%(n)s颗星", matter.stars) % {"n": matter.stars} if matter.stars else ""
    return [
        (_("单位办理"), matter.get_outcome_display() if matter.resolved_at else "", matter.resolved_at),
        (_("核查"), _("核查通过") if matter.verified_at else "", matter.verified_at),
        (_("书面答复"), _("已答复") if matter.answered_at else "", matter.answered_at),
        (_("居民认为解决"), solved, None),
        (_("居民满意度"), stars, None),
    ]


def story_of(case) -> list[StoryLine]:
    """The timeline, the last event first."""
    events = list(case.events.select_related("staff", "post__org", "post__type").order_by("-seq"))
    names = _unit_names(events)
    return [_line(event, names, is_last=n == 0) for n, event in enumerate(events)]


def _unit_names(events) -> dict[str, str]:
    """Names of the units that facts mention by code."""
    codes = set()
    for event in events:
        if event.verb in GIVEN:
            codes |= {event.facts.get("lead"), event.facts.get("proposed"), *event.facts.get("assist", ())}
        codes |= {
            event.facts.get(name) for name in ("to", "level", "owner", "supervised") if name in event.facts
        }
    return dict(Org.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _line(event: Event, names, is_last: bool) -> StoryLine:
    tone = "now" if is_last else "good" if event.verb in GOOD else ""
    tone = "bad" if event.verb in BAD else "clock" if event.verb in CLOCK else tone
    post = event.post
    who = f"{event.staff} · {post.title or post.type}" if event.staff else str(post.type)
    org = str(post.org) if event.staff else ""
    details = _details(event, names)
    return StoryLine(_(event.label), who, org, event.at, event.note, event.verb in QUOTED, tone, details)


def _details(event: Event, names) -> list[str]:
    facts, said = event.facts, []
    if event.verb in GIVEN:
        said.append(_("主办：%(unit)s") % {"unit": names.get(facts.get("lead"), facts.get("lead"))})
        if facts.get("assist"):
            said.append(
                _("协办：%(units)s")
                % {"units": _("、").join(names.get(code, code) for code in facts["assist"])}
            )
        if facts.get("days"):
            said.append(_("限%(days)s个工作日") % {"days": facts["days"]})
        said += advised(facts, names)
    if event.verb == "matter.returned":
        said += _argued(facts, names)
    if facts.get("to") and event.verb != "matter.dispatched":
        said.append(_("呈报：%(unit)s") % {"unit": names.get(facts["to"], facts["to"])})
    for name, words in (
        ("into", _("并入 %(code)s")),
        ("follower", _("案卷 %(code)s")),
        ("out_of", _("原并入 %(code)s")),
        ("part", _("子事项 %(code)s")),
        ("part_of", _("主事项 %(code)s")),
    ):
        if facts.get(name):
            said.append(words % {"code": facts[name]})
    if facts.get("papers"):
        said.append(_("附件%(count)s个") % {"count": facts["papers"]})
    said += _claimants_in(facts)
    said += said_of(event)
    said += _asked_of(event, names)
    if facts.get("turn_to"):
        said.append(_("可转向：%(where)s") % {"where": facts["turn_to"]})
    return said


def _asked_of(event: Event, names) -> list[str]:
    """Which unit a step of supervision is about, and the number of its letter."""
    if not event.verb.startswith("supervision."):
        return []
    unit = event.facts.get("supervised")
    told = [_("督办对象：%(unit)s") % {"unit": names.get(unit, unit)}] if unit else []
    return told + [event.facts["number"]] if event.facts.get("number") else told


def _argued(facts, names) -> list[str]:
    """The reason of a return, and whose the unit says it is; what was returned before reasons were asked for has none."""
    if "reason" not in facts:
        return []
    said = [str(Return.Reason(facts["reason"]).label)]
    if facts["owner"]:
        said.append(_("建议由%(unit)s办理") % {"unit": names.get(facts["owner"], facts["owner"])})
    return said


def _claimants_in(facts) -> list[str]:
    """By their numbers: a timeline names nobody."""
    said = []
    if facts.get("claimant"):
        said.append(_("第%(number)s位反映人") % {"number": facts["claimant"]})
    if facts.get("representatives"):
        numbers = _("、").join(str(number) for number in facts["representatives"])
        said.append(_("代表：第%(numbers)s位反映人") % {"numbers": numbers})
    return said
