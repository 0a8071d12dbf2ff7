"""导入台账 — a file is read, looked at by a person, then taken in. What is there already is never overwritten: it waits for a yes."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_denied
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotNow, NotValid
from onedoor.registers.actions.proposing import propose
from onedoor.registers.fields import register_of
from onedoor.registers.importing import Line, judge, judge_headings, read_rows
from onedoor.registers.keeping import add
from onedoor.registers.models import Bringing
from onedoor.registers.standing import insist, may_edit
from onedoor.registers.values import EMPTY

State = Bringing.State
WAITS = timedelta(days=2)


def bring(register: str, content: bytes, name: str, *, by) -> Bringing:
    """读入文件 — only the allowed columns are kept; a column of what is never kept is refused, and that is logged."""
    insist(may_edit(by))
    kept = register_of(register)
    headings, *rows = read_rows(content)
    try:
        columns, told = judge_headings(kept, headings)
    except NotValid as problem:
        _log(problem.detail.get("told", []), kept, by)
        raise
    _log(told, kept, by)
    lines = [
        [number, {columns[place]: cell for place, cell in enumerate(cells) if place in columns and cell}]
        for number, cells in enumerate(rows, start=2)
    ]
    return Bringing.objects.create(
        register=kept.code,
        file_name=name[:120],
        lines=lines,
        told=told,
        at=timezone.now(),
        post=by.post,
        staff=by.staff,
    )


def _log(told, register, by) -> None:
    for one in told:
        if one["forbidden"]:
            where = _("导入“%(register)s”台账：不收集的列“%(heading)s”")
            note_denied(
                by=by,
                verb="register.edit",
                where=where % {"register": register.label, "heading": one["heading"][:40]},
            )


@transaction.atomic
def take_in(bringing: Bringing, *, by) -> Bringing:
    """导入 — new lines are entered; what differs from what is there becomes a proposal for those who know the ground."""
    fresh = _still_read(bringing, by)
    lines = judge(register_of(fresh.register), fresh.lines, by)
    for line in lines:
        if line.verdict == "new":
            _add(register_of(fresh.register), line, by=by, reason=fresh.file_name)
    # In one order, whoever else takes a file in or presses meanwhile.
    for line in sorted((line for line in lines if line.verdict == "change"), key=lambda line: line.entry.pk):
        propose(fresh.register, by=by, ref=uuid7(), entry=line.entry.pk, changes=_changes(line))
    counted = {
        verdict: sum(line.verdict == verdict for line in lines)
        for verdict in ("new", "change", "same", "bad")
    }
    fresh.entered, fresh.proposed = counted["new"], counted["change"]
    fresh.same, fresh.refused = counted["same"], counted["bad"]
    fresh.state, fresh.lines = State.DONE, []
    fresh.save()
    return fresh


def _add(register, line: Line, **more) -> None:
    try:
        with transaction.atomic():
            add(register, line.grid, line.told, **more)
    except IntegrityError as quicker:
        words = _("第%(row)s行刚刚有人登记了，请再核对一次。")
        raise NotNow(words % {"row": line.number}) from quicker


def _changes(line: Line) -> dict:
    names = [name for name, *_words in line.differs]
    return {name: {"new": line.told[name]} for name in names if line.told[name] not in EMPTY}


@transaction.atomic
def drop(bringing: Bringing, *, by) -> Bringing:
    """放弃导入 — nothing of the file stays."""
    fresh = _still_read(bringing, by)
    fresh.state, fresh.lines = State.DROPPED, []
    fresh.save(update_fields=["state", "lines"])
    return fresh


def forget_files(*, by) -> int:
    """清理导入 — files that nobody went on with for two days: what stood in them goes. Answers how many."""
    if by.staff is not None:
        insist(may_edit(by))
    waiting = Bringing.objects.filter(state=State.READ, at__lt=timezone.now() - WAITS)
    return waiting.update(state=State.DROPPED, lines=[])


def _still_read(bringing: Bringing, by) -> Bringing:
    insist(may_edit(by))
    fresh = Bringing.objects.select_for_update().get(pk=bringing.pk)
    if fresh.state != State.READ:
        raise NotNow(_("这个文件%(state)s。") % {"state": fresh.get_state_display()})
    return fresh
