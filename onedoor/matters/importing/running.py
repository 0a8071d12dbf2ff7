"""导入的进行 — rows are taken in by the hundred, each hundred whole or not at all; whoever goes on, goes on where it stopped."""

import base64
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.kit.sealing import Place, open_sealed, seal
from onedoor.matters.actions import register_many
from onedoor.matters.actions.proposing import propose
from onedoor.matters.importing.columns import checked
from onedoor.matters.importing.lines import Line, Reader
from onedoor.matters.importing.reading import Table
from onedoor.matters.models import ImportedRow, ImportRun, ImportSource, Matter
from onedoor.persons.actions import enter_many
from onedoor.posts.actor import Actor

CHUNK = 200
# How long a file waits for somebody to begin, and how long its bad rows can be fetched.
WAITS, KEPT = timedelta(days=2), timedelta(days=30)
State, Told = ImportRun.State, ImportedRow.Kind


def require(by) -> None:
    if not by.holds("matter.import"):
        raise NotAllowed(_("您现在的岗位不能批量导入。"), verb="matter.import")


def open_run(table: Table, source: ImportSource, file_name: str, *, by) -> ImportRun:
    """读入 — a file read and kept, sealed, until somebody has looked at its columns."""
    require(by)
    forget_old()
    now = timezone.now()
    run = ImportRun(
        source=source,
        post=by.post,
        staff=by.staff,
        file_name=file_name.replace("\\", "/").rsplit("/", 1)[-1][-120:],
        headings=table.headings,
        notes=table.notes,
        rows=len(table.rows),
        begun_at=now,
        moved_at=now,
    )
    run.rows_sealed = _sealed(table.rows, run, "rows_sealed")
    run.save(force_insert=True)
    return run


@transaction.atomic
def begin(run: ImportRun, mapping: Mapping[str, str], *, by) -> ImportRun:
    """开始导入 — with these columns, which the source's next file begins with."""
    require(by)
    run = ImportRun.objects.select_for_update(of=["self"]).select_related("source").get(pk=run.pk)
    if run.state != State.READ:
        raise NotNow(_("这个文件已经在导入，或已经处理完了。"))
    run.mapping, run.state, run.moved_at = checked(mapping, run.headings), State.RUNNING, timezone.now()
    run.save(update_fields=["mapping", "state", "moved_at"])
    wanted = {heading: run.mapping.get(heading, "") for heading in run.headings}
    run.source.mapping = {**run.source.mapping, **wanted}
    run.source.save(update_fields=["mapping"])
    return run


@transaction.atomic
def drop(run: ImportRun, *, by) -> ImportRun:
    """放弃 — a file that was only looked at is thrown away."""
    require(by)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.READ:
        raise NotNow(_("这个文件已经在导入，或已经处理完了。"))
    run.state, run.rows_sealed, run.ended_at = State.DROPPED, b"", timezone.now()
    run.save(update_fields=["state", "rows_sealed", "ended_at"])
    return run


def take_all(run: ImportRun, tell: Callable[[ImportRun], object] = lambda run: None) -> ImportRun:
    """全部导入 — to the end, telling how far it has come after each hundred."""
    rows, run = rows_of(run), take_some(run.pk)
    while run.state == State.RUNNING:
        tell(run)
        run = take_some(run.pk, rows)
    return run


@transaction.atomic
def take_some(key: UUID, rows: Sequence | None = None) -> ImportRun:
    """导入一批 — the next rows: all of what they bring and how far it has come, in one transaction."""
    # The source is locked too: two files of one agency go one after another, so that a number in both is met by one of them.
    locked = ImportRun.objects.select_for_update(of=["self", "source"])
    run = locked.select_related("source", "post__org__region", "post__type", "post__region").get(pk=key)
    if run.state != State.RUNNING:
        return run
    by = Actor(run.staff, run.post)
    rows = rows_of(run) if rows is None else rows
    some = rows[run.taken : run.taken + CHUNK]
    if some:
        _take(run, Reader(run.source, run.headings, run.mapping, by).read(some), by)
        run.taken += len(some)
    else:
        # Comparing takes seconds: a file that brought nothing new is not worth them.
        run.proposed = propose(run.source.region or run.post.region) if run.added else 0
        run.state, run.rows_sealed, run.ended_at = State.DONE, b"", timezone.now()
    run.moved_at = timezone.now()
    run.save()
    return run


def _take(run: ImportRun, lines: list[Line], by) -> None:
    """What is new is registered; what is there already writes nothing, and says so when it now reads otherwise."""
    known = _known(run.source, [line.draft.source_ref for line in lines if line.draft])
    fresh: dict[str, Line] = {}
    for line in lines:
        if line.draft is None:
            continue
        ref, said = line.draft.source_ref, (line.draft.title, line.draft.body)
        if ref in fresh:
            first = fresh[ref]
            same = said == (first.draft.title, first.draft.body)
            _repeated(
                run,
                line,
                same,
                _("第%(number)s行已用了这个编号而内容不同，保留那一行。") % {"number": first.number},
            )
        elif ref in known:
            code, *kept = known[ref]
            _repeated(
                run,
                line,
                list(said) == kept,
                _("已登记为%(code)s，内容与那时不同，保留原登记。") % {"code": code},
            )
        else:
            fresh[ref] = line
    run.added += len(_registered(list(fresh.values()), by))
    refused = [line for line in lines if line.draft is None]
    run.refused += len(refused)
    _tell(run, Told.REFUSED, [(line, line.reason) for line in refused])


def _known(source: ImportSource, refs: list[str]) -> dict[str, list[str]]:
    """(code, title, body) by reference, of what this source brought before."""
    found = Matter.objects.filter(source_name=source.name, source_ref__in=refs)
    return {ref: said for ref, *said in found.values_list("source_ref", "case__code", "case__title", "body")}


def _repeated(run: ImportRun, line: Line, is_same: bool, reason: str) -> None:
    if is_same:
        run.repeated += 1
    else:
        run.changed += 1
        _tell(run, Told.CHANGED, [(line, reason)])


def _registered(lines: list[Line], by) -> list[Line]:
    """All at once; when the database refuses one of them, one by one, so that only that one stays out."""
    if not lines:
        return []
    try:
        with transaction.atomic():
            _register(lines, by)
        return lines
    except (NotValid, DataError, IntegrityError) as reason:
        if len(lines) == 1:
            (line,) = lines
            line.draft = None
            line.reason = reason.message if isinstance(reason, NotValid) else _("这一行的内容无法保存。")
            return []
    return [line for one in lines for line in _registered([one], by)]


def _register(lines: list[Line], by) -> None:
    carded = [line for line in lines if line.card]
    if carded:
        persons = enter_many([line.card for line in carded], by=by)
        for line, person in zip(carded, persons, strict=True):
            line.draft.person = person
    register_many([line.draft for line in lines], by=by)


def _tell(run: ImportRun, kind: str, found: list[tuple[Line, str]]) -> None:
    rows = [
        ImportedRow(run=run, kind=kind, number=line.number, reason=reason[:300]) for line, reason in found
    ]
    for row, (line, _reason) in zip(rows, found, strict=True):
        row.cells_sealed = _sealed(line.cells, row, "cells_sealed")
    ImportedRow.objects.bulk_create(rows)


# ---------------------------------------------------------------- rows are other people's words: kept sealed, and not for long


def rows_of(run: ImportRun) -> list:
    """The rows of a run, as they were read; empty when it has ended."""
    return _opened(run.rows_sealed, run, "rows_sealed")


def cells_of(row: ImportedRow) -> list[str]:
    return _opened(row.cells_sealed, row, "cells_sealed")


def _sealed(told, row, column: str) -> bytes:
    text = base64.b64encode(zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 6)).decode()
    return seal(text, Place(row._meta.db_table, column, row.pk))


def _opened(box: bytes, row, column: str) -> list:
    text = open_sealed(box, Place(row._meta.db_table, column, row.pk))
    return json.loads(zlib.decompress(base64.b64decode(text))) if text else []


def forget_old() -> int:
    """清理 — files that nobody went on with, and bad rows that had their time; the counts stay. Answers how many went."""
    now = timezone.now()
    waiting = ImportRun.objects.filter(state=State.READ, begun_at__lt=now - WAITS)
    dropped = waiting.update(state=State.DROPPED, rows_sealed=b"", ended_at=now)
    return dropped + ImportedRow.objects.filter(run__ended_at__lt=now - KEPT).delete()[0]


def source_named(name: str, kind: str = "") -> ImportSource:
    """来源 — the source of this name, made when it is new."""
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise NotValid(_("请给来源起一个名称，最多40个字。"), field="source")
    source, _is_new = ImportSource.objects.get_or_create(
        name=name, defaults={"kind": kind or ImportSource.Kind.HOTLINE}
    )
    return source
