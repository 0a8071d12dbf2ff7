"""联办 — what the host does with those who came: it gathers them, keeps the minutes, gives duties, and ends it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks, duties
from onedoor.cases.moving import acting, holding, moving
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org
from onedoor.whistles.limits import CALL
from onedoor.whistles.models import LogEntry, Whistle
from onedoor.whistles.parts import end_part
from onedoor.whistles.standing import hosts, insist, may_gather, refuse_ended, takes_part


def gather(whistle: Whistle, *, by, note: str = "") -> Whistle:
    """确认集结 — enough have come to begin; whoever is still missing may come later."""
    with moving(whistle, "gather", by=by, note=note) as whistle:
        insist(hosts(whistle, by))
        if refusal := may_gather(whistle, by):
            raise NotNow(refusal)
        whistle.gathered_at = timezone.now()
    return whistle


def minute(
    whistle: Whistle, *, by, minutes: str, present: str, given: Sequence[tuple[Org, str, int]] = ()
) -> Whistle:
    """记会商纪要 — what was agreed and who was there; `given` are duties: (unit, what to do, working days)."""
    with holding(whistle.case_id):
        with moving(whistle, "minute", by=by, note=minutes, duties=len(given)) as whistle:
            insist(hosts(whistle, by))
            _refuse_strangers(whistle, [org for org, _words, _days in given])
            whistle.minutes, whistle.present, whistle.minuted_at = minutes, present, timezone.now()
        for org, words, days in given:
            duties.give(whistle.case, org, words, by=by, days=days, origin=_("吹哨会商纪要"))
    return whistle


def end(whistle: Whistle, *, by, words: str) -> Whistle:
    """结束联办 — the units go home; a case opened for this ends too, once nothing is owed any more."""
    with moving(whistle, "end", by=by, note=words) as whistle:
        insist(hosts(whistle, by))
        if whistle.is_own_case and whistle.case.duties.open().exists():
            raise NotNow(duties.still_owed(whistle.case))
        _over(whistle, words, by)
    return whistle


def call_off(whistle: Whistle, *, by, reason: str) -> Whistle:
    """撤哨 — it is not needed after all; the units are told and their parts end."""
    with moving(whistle, "call_off", by=by, note=reason) as whistle:
        insist(hosts(whistle, by))
        _over(whistle, reason, by)
    return whistle


def log(whistle: Whistle, *, by, kind: str, words: str, to: Org | None = None) -> LogEntry:
    """联办记录 — a line of the log: the host orders and notes, units report. It can never be changed."""
    verb = "whistle.answer" if hosts(whistle, by) else "whistle.blow"
    with acting(
        whistle, verb, "whistle.logged", "联办记录", by=by, note=words, kind=kind, to=to.code if to else ""
    ) as whistle:
        insist(takes_part(whistle, by))
        refuse_ended(whistle)
        if hosts(whistle, by) and kind != LogEntry.Kind.REPORT:
            raise NotValid(_("应哨单位只能报告情况，指令由吹哨单位下达。"))
        if to:
            _refuse_strangers(whistle, [to])
        entry = LogEntry(whistle=whistle, kind=kind, words=words.strip(), to=to, at=timezone.now())
        entry.post, entry.staff = by.post, by.staff
        entry.save(force_insert=True)
    return entry


def _over(whistle: Whistle, words: str, by) -> None:
    """The clocks of its own calls stop, and the units go home: another whistle's calls are not its business."""
    now, calls = timezone.now(), whistle.calls.select_related("org")
    for call in calls:
        if call.is_waiting:
            clocks.stop(whistle.case, CALL, org=call.org, how=clocks.STOPPED, reason=words[:200], by=by)
    end_part(whistle, *(call.org for call in calls))
    whistle.ended_at, whistle.ending = now, words
    if whistle.is_own_case:
        whistle.case.closed_at = now
        whistle.case.save(update_fields=["closed_at"])


def _refuse_strangers(whistle: Whistle, orgs: list[Org]) -> None:
    """Only those who were called, and the host itself, can be given something to do."""
    known = {call.org_id for call in whistle.calls.all() if call.is_expected} | {whistle.host_id}
    for org in orgs:
        if org.pk not in known:
            raise NotValid(_("这次吹哨没有呼叫%(org)s。") % {"org": org})
