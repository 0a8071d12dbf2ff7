"""吹哨 — a centre calls units to one place about one case; each call has a clock of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.apart import insist_not_apart
from onedoor.cases.models import Case, Involvement
from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import draft_cases, involve
from onedoor.cases.receipts import once
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.places.models import Region
from onedoor.posts.models import Org
from onedoor.whistles.limits import CALL, answer_limit
from onedoor.whistles.models import Call, Whistle, WhistleClass
from onedoor.whistles.standing import hosts, insist, may_call, may_host, refuse_ended

MOST_UNITS = 20
Units = Sequence[tuple[Org, str]]


@dataclass(frozen=True)
class Asked:
    """What a whistle is for: `units` are (unit, what it is to bring)."""

    reason: str
    words: str
    place: str
    within: WhistleClass
    units: Units


def blow(case: Case, asked: Asked, *, by) -> Whistle:
    """吹哨 — call units about this case; one whistle of a centre goes on at a time, and more units may be called to it."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        require(by, "whistle.blow", case)
        insist(may_host(by))
        insist_not_apart(case)
        return _blow(case, asked, by)


def open_emergency(title: str, region: Region, asked: Asked, *, by) -> Whistle:
    """突发事件联处 — open a case of its own, place and all, and call units to it at once."""
    insist(may_host(by))
    if not by.holds("whistle.blow") or not any(region.path.startswith(path) for path in by.prefixes):
        raise NotAllowed(_("只能在本单位辖区内启动突发事件联处。"), verb="whistle.blow")
    with transaction.atomic():
        titled = [(title, region, Case.Secrecy.NORMAL)]
        [case] = draft_cases(titled, by=by, verb="whistle.blow")
        case.save(force_insert=True)
        with holding(case.pk) as cases:
            record(cases[case.pk], "whistle.case_opened", label="突发事件立案", by=by, note=title)
            return _blow(cases[case.pk], asked, by, is_own_case=True)


def open_emergency_once(key: UUID, title: str, region: Region, asked: Asked, *, by) -> Whistle:
    """突发事件联处一次 — pressed twice in haste, it is one case, and everybody is called once."""
    units = [(org.code, bring) for org, bring in asked.units]
    said = [title, region.code, asked.reason, asked.words, asked.place, asked.within.code, units]

    def do():
        return {"whistle": str(open_emergency(title, region, asked, by=by).pk)}

    answer, _is_new = once(key, said, do, by=by)
    return Whistle.objects.get(pk=answer["whistle"])


def call_more(whistle: Whistle, *, by, units: Units) -> Whistle:
    """增加应哨单位 — more turns out to be needed; their clocks begin now."""
    names = [org.code for org, _bring in units]
    with acting(
        whistle, "whistle.blow", "whistle.called_more", "增加应哨单位", by=by, units=names
    ) as whistle:
        insist(hosts(whistle, by))
        refuse_ended(whistle)
        _call(whistle, units)
    return whistle


def _blow(case: Case, asked: Asked, by, is_own_case: bool = False) -> Whistle:
    if case.closed_at:
        raise NotNow(_("这件事已经结束，不能再吹哨。"))
    if case.whistles.going_on().filter(host=by.post.org).exists():
        raise NotNow(_("本单位对这件事吹的哨还没有结束，请在那里增加应哨单位。"))
    within = asked.within
    whistle = Whistle(
        case=case,
        host=by.post.org,
        reason=asked.reason,
        words=asked.words,
        place=asked.place,
        class_name=within.name,
        count=within.count,
        unit=within.unit,
        is_own_case=is_own_case,
        blown_at=timezone.now(),
        post=by.post,
    )
    whistle.save(force_insert=True)
    _call(whistle, asked.units)
    names = [org.code for org, _bring in asked.units]
    facts = {"reason": asked.reason, "units": names, "place": asked.place}
    record(case, "whistle.blown", label="吹哨", by=by, about=whistle, note=asked.words, **facts)
    return whistle


def _call(whistle: Whistle, units: Units) -> None:
    orgs = [org for org, _bring in units]
    _refuse_wrong(whistle, orgs)
    for org, bring in units:
        clock = clocks.start(whistle.case, answer_limit(whistle), org=org)
        if not whistle.case.involvements.filter(org=org, until=None).exists():
            involve(whistle.case, org, Involvement.Role.CALLED)
        Call.objects.create(
            whistle=whistle, org=org, bring=bring.strip(), called_at=clock.started_at, due_at=clock.due_at
        )


def _refuse_wrong(whistle: Whistle, orgs: list[Org]) -> None:
    if not orgs:
        raise NotValid(_("请至少选一个要呼叫的单位。"))
    if len(set(orgs)) < len(orgs):
        raise NotValid(_("同一个单位选了两次。"))
    if whistle.calls.count() + len(orgs) > MOST_UNITS:
        raise NotValid(_("一次吹哨最多呼叫%(most)s个单位。") % {"most": MOST_UNITS})
    for org in orgs:
        if refusal := may_call(whistle.case, whistle.host, org):
            raise NotValid(refusal)
    again = whistle.calls.filter(org__in=orgs).select_related("org").first()
    if again:
        raise NotNow(_("已经呼叫过%(org)s。") % {"org": again.org})
    busy = whistle.case.deadlines.open().filter(kind=CALL, org__in=orgs).select_related("org").first()
    if busy:
        raise NotNow(_("%(org)s还没有答复对这件事的另一次吹哨。") % {"org": busy.org})
