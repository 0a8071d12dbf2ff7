"""联勤计划的每一步 — from the draft to its end."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Involvement
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.receipts import once
from onedoor.cases.timeline import record
from onedoor.joint.actions.opening import join, open_case
from onedoor.joint.lifecycle import PlanStatus
from onedoor.joint.models import ChecklistItem, Place, Plan
from onedoor.joint.queries.units import VISITORS, unit_of
from onedoor.joint.standing import be_open, insist, may_plan
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.posts.models import Org

MOST_PLACES, MOST_ITEMS = 500, 30


@transaction.atomic
def draft_plan(*, name, purpose, from_day, to_day, orgs=(), by) -> Plan:
    """拟订计划 — a name, a purpose, a period; its units are told when it starts."""
    case = open_case(name, orgs, by=by, verb="joint.plan")
    told = {"name": name, "purpose": purpose, "from_day": from_day, "to_day": to_day}
    plan = Plan(case=case, host=by.post.org, **told)
    _in_order(plan)
    plan.save(force_insert=True)
    with holding(case.pk):
        record(case, "plan.drafted", label="拟订计划", by=by, about=plan)
    return plan


def draft_once(key: UUID, *, by, **told) -> Plan:
    """拟订一次 — the same key and the same words are one plan, however often they are sent."""
    said = told | {"orgs": sorted(org.pk for org in told["orgs"]), "what": "plan.drafted"}
    answer, _is_new = once(key, said, lambda: {"plan": str(draft_plan(**told, by=by).pk)}, by=by)
    return Plan.objects.select_related("case").get(pk=answer["plan"])


def _in_order(plan) -> None:
    if plan.to_day < plan.from_day:
        raise NotValid(_("结束日期不能早于开始日期。"), field="to_day")


def change_plan(plan: Plan, *, name, purpose, from_day, to_day, orgs, by) -> Plan:
    """修改计划 — its words, its period, and which units take part; a unit with places stays."""
    insist(may_plan(plan, by))
    with acting(plan, "joint.plan", "plan.changed", "修改计划", by=by) as fresh:
        be_open(fresh)
        fresh.name, fresh.purpose, fresh.from_day, fresh.to_day = name, purpose, from_day, to_day
        _in_order(fresh)
        fresh.case.title = name
        fresh.case.save(update_fields=["title"])
        new = join(fresh.case, orgs, by=by)
        gone = _dismiss(fresh, {org.pk for org in orgs})
        fresh.facts_told |= {"joined": _to_tell(fresh, new), "left": gone}
    return fresh


def _dismiss(plan, kept: set[int]) -> list[int]:
    """Units no longer ticked; whoever has a place to look at keeps its part, and so do villages of the grounds."""
    parts = plan.case.involvements.filter(until=None, role=Involvement.Role.ASSIST)
    parts = parts.exclude(org__in=kept).exclude(org__kind=Org.Kind.VILLAGE)
    parts = parts.exclude(org__in=plan.places.values("org"))
    gone = list(parts.values_list("org_id", flat=True))
    parts.update(until=timezone.now())
    return gone


def _to_tell(plan, joined) -> list[int]:
    """Who joins a plan that runs is told now; the units of a draft all together, when it starts."""
    return [org.pk for org in joined] if plan.status == PlanStatus.RUNNING else []


def set_grounds(plan: Plan, *, add=(), remove=(), by) -> Plan:
    """划定区域 — streets, villages or grids join or leave; the unit of each takes part with it."""
    insist(may_plan(plan, by))
    _on_own_ground(plan, add)
    with acting(plan, "joint.plan", "plan.grounds_set", "划定区域", by=by) as fresh:
        be_open(fresh)
        fresh.grounds.filter(region__in=[region.pk for region in remove]).delete()
        known = set(fresh.grounds.values_list("region_id", flat=True))
        new = [region for region in add if region.pk not in known]
        for region in new:
            fresh.grounds.create(region=region)
        places = fresh.places.values_list("region__path", flat=True)
        if not all(_is_covered(fresh, path) for path in places):
            raise NotNow(_("这个区域里还有巡查地点，请先移除地点。"))
        joined = join(fresh.case, filter(None, [unit_of(region) for region in new]), by=by)
        fresh.facts_told["joined"] = _to_tell(fresh, joined)
        fresh.facts_told |= {"added": [region.code for region in new], "removed": [r.code for r in remove]}
    return fresh


def _on_own_ground(plan, regions) -> None:
    """Whoever leads a plan draws it on their own ground; other units are asked, their ground is not taken."""
    here = plan.host.region.path
    if any(not region.path.startswith(here) for region in regions):
        raise NotValid(_("只能划定牵头单位辖区内的区域。"), field="region")


def add_item(plan: Plan, *, words, kind, expected="", measure="", by) -> ChecklistItem:
    """增加检查项 — asked at every place from now on; places already looked at stay done."""
    insist(may_plan(plan, by))
    with acting(plan, "joint.plan", "plan.item_added", "增加检查项", by=by) as fresh:
        be_open(fresh)
        if fresh.items.count() >= MOST_ITEMS:
            raise NotValid(_("检查项最多%(most)s项。") % {"most": MOST_ITEMS})
        expected = expected if kind == ChecklistItem.Kind.YES_NO else ""
        told = {"words": words, "kind": kind, "expected": expected, "measure": measure}
        item = fresh.items.create(number=_next(fresh.items), **told)
        fresh.facts_told["item"] = item.number
    return item


def _next(rows) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def remove_item(plan: Plan, number: int, *, by) -> None:
    """移除检查项 — as long as nobody has answered it."""
    insist(may_plan(plan, by))
    with acting(plan, "joint.plan", "plan.item_removed", "移除检查项", by=by, item=number) as fresh:
        be_open(fresh)
        item = _one(fresh.items, number, _("没有这个检查项，可能刚刚被移除。"))
        if item.answers.exists() or item.finds.exists():
            raise NotNow(_("这个检查项已经有巡查结果，不能移除。"))
        item.delete()


def _one(rows, number, refusal):
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound(refusal)
    return found


def add_place(plan: Plan, *, name, region, address="", org=None, by_day=None, by) -> Place:
    """增加地点 — a site or a thing in the plan's grounds, and the unit that goes there."""
    insist(may_plan(plan, by))
    with acting(plan, "joint.plan", "plan.place_added", "增加地点", by=by) as fresh:
        be_open(fresh)
        if fresh.places.count() >= MOST_PLACES:
            raise NotValid(_("一项计划最多%(most)s个地点。") % {"most": MOST_PLACES})
        org, by_day = org or unit_of(region), by_day or fresh.to_day
        _fits(fresh, region, org, by_day)
        told = {"name": name, "region": region, "address": address, "org": org, "by_day": by_day}
        place = fresh.places.create(number=_next(fresh.places), **told)
        joined = join(fresh.case, [org], by=by)
        fresh.facts_told["joined"] = _to_tell(fresh, joined)
        fresh.facts_told |= {"place": place.number, "org": org.pk}
    return place


def _is_covered(plan, path: str) -> bool:
    grounds = plan.grounds.values_list("region__path", flat=True)
    return any(path.startswith(ground) for ground in grounds)


def _fits(plan, region, org, by_day) -> None:
    if not _is_covered(plan, region.path):
        raise NotValid(_("这个区域不在计划的参与区域里，请先划定区域。"), field="region")
    if org is None or org.kind not in VISITORS:
        raise NotValid(_("请选一个到现场的单位：部门、村或社区。"), field="org")
    if not plan.from_day <= by_day <= plan.to_day:
        raise NotValid(_("完成日期要在计划的起止日期之内。"), field="by_day")


def remove_place(plan: Plan, number: int, *, by) -> None:
    """移除地点 — as long as nobody has been there."""
    insist(may_plan(plan, by))
    with acting(plan, "joint.plan", "plan.place_removed", "移除地点", by=by, place=number) as fresh:
        be_open(fresh)
        place = _one(fresh.places, number, _("没有这个地点，可能刚刚被移除。"))
        if place.visits.exists() or place.finds.exists():
            raise NotNow(_("这个地点已经有巡查结果，不能移除。"))
        place.delete()


def start(plan: Plan, *, by) -> Plan:
    """开始巡查 — with a checklist and places; the units are told."""
    insist(may_plan(plan, by))
    with moving(plan, "start", by=by) as fresh:
        if not fresh.items.exists():
            raise NotValid(_("请先列出检查项。"))
        if not fresh.places.exists():
            raise NotValid(_("请先列出巡查地点。"))
    return fresh


def drop(plan: Plan, *, by) -> Plan:
    """作废计划 — a draft that will not be carried out."""
    insist(may_plan(plan, by))
    with moving(plan, "drop", by=by) as fresh:
        _shut(fresh.case, timezone.now())
    return fresh


def end(plan: Plan, *, summary, by) -> Plan:
    """收尾 — what came of it, in words; places nobody went to stay written down as such."""
    insist(may_plan(plan, by))
    with moving(plan, "end", by=by, note=summary, to_do=plan.places.filter(visit=None).count()) as fresh:
        if not summary.strip():
            raise NotValid(_("请写一段收尾小结。"), field="summary")
        fresh.summary = summary
        _shut(fresh.case, timezone.now())
    return fresh


def resume(plan: Plan, *, by) -> Plan:
    """继续巡查 — it was ended too early."""
    insist(may_plan(plan, by))
    with moving(plan, "resume", by=by) as fresh:
        _shut(fresh.case, None)
    return fresh


def _shut(case, at) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=at)
