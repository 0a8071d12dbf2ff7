"""What may be done to the duty list. Nothing is written over: who changes an entry ends its version and begins the next."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.matters.duty_clauses import Clause, differences, wrong_with
from onedoor.matters.duty_list import edits_duties
from onedoor.matters.models import Responsibility

# Readers and dispatches go on; two who write wait for each other.
LOCK = "LOCK TABLE matters_responsibility IN SHARE ROW EXCLUSIVE MODE"


@dataclass
class Done:
    """What an import did or would do: entries by what becomes of them."""

    created: list[Clause] = field(default_factory=list)
    changed: list[tuple[Clause, Responsibility, list]] = field(default_factory=list)
    same: list[Clause] = field(default_factory=list)
    ended: list[Responsibility] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        return bool(self.created or self.changed or self.ended)


def require_duty_editor(*, by) -> None:
    """可编辑责任清单 — `by` is an actor; None is whoever runs a command on the server itself."""
    if by is None or edits_duties(by):
        return
    if by.holds("duty_list.edit"):
        raise NotAllowed(_("责任清单由区综治中心统一编辑，本单位可以查阅。"))
    raise NotAllowed(_("您现在的岗位无权编辑责任清单。"))


@transaction.atomic
def write_duty(clause: Clause, *, by, why="", seen: int | None = None) -> Responsibility:
    """编写条目 — a new entry, or the next version of one; `seen` is the version that whoever writes had before them."""
    require_duty_editor(by=by)
    book = _Book(by)
    newest = book.newest.get(clause.number)
    if newest and seen is None:
        words = _("已经有第%(number)d项，请换一个项号，或去编辑那一项。") % {"number": clause.number}
        raise NotValid(words, fields=[("number", words)])
    if (newest.version if newest else None) != seen:
        raise NotNow(_("清单第%(number)d项刚刚有人改过，请看最新的内容再改。") % {"number": clause.number})
    if newest and not newest.is_over(timezone.localdate()) and not differences(newest, clause):
        raise NotValid(_("没有改动：内容与现行版本相同。"))
    refused = [*wrong_with(clause), *book.misfits([clause])[0]]
    if refused:
        raise NotValid("\n".join(words for _field, words in refused), fields=refused)
    book.end_what_changes([clause])
    return book.add(clause, why=why, source=newest.source if newest else "")


@transaction.atomic
def end_duty(number: int, *, by, why: str, on: date | None = None, seen: int | None = None) -> Responsibility:
    """停用条目 — from that day on the entry names nobody; old matters keep what it said."""
    require_duty_editor(by=by)
    on, newest = on or timezone.localdate(), _Book(by).newest.get(number)
    if newest is None:
        raise NotFound(_("责任清单里没有第%(number)d项。") % {"number": number})
    if newest.valid_to or (seen is not None and newest.version != seen):
        raise NotNow(_("清单第%(number)d项刚刚有人改过，请看最新的内容再改。") % {"number": number})
    if on < max(newest.valid_from, timezone.localdate()):
        raise NotValid(_("停用日期不能早于今天，也不能早于启用日期。"), field="on")
    _end(newest, on, by, why)
    return newest


@transaction.atomic
def import_duties(
    clauses: list[tuple[int, Clause]], *, by, source: str, end_missing=False, dry_run=False
) -> Done:
    """导入责任清单 — (row, entry) of a file; all of it or nothing. What is the same already is left alone."""
    require_duty_editor(by=by)
    book, today = _Book(by), timezone.localdate()
    done, fresh = Done(), []
    for row, clause in clauses:
        newest = book.newest.get(clause.number)
        told = differences(newest, clause) if newest and not newest.is_over(today) else None
        if told is None:
            done.created.append(clause)
        elif newest and told:
            done.changed.append((clause, newest, told))
        else:
            done.same.append(clause)
            continue
        fresh.append((row, book.dated(clause)))
    if end_missing:
        told_of = {clause.number for _row, clause in clauses}
        done.ended = [one for n, one in book.newest.items() if n not in told_of and not one.is_over(today)]
    _write_all(book, fresh, done.ended, source, today)
    if dry_run:
        transaction.set_rollback(True)
    return done


def _write_all(book: "_Book", fresh: list[tuple[int, Clause]], ended, source: str, today: date) -> None:
    for entry in ended:
        _end(
            entry,
            max(today, entry.valid_from),
            book.by,
            f"清单“{source}”里不再有这一项",
        )
    misfits = book.misfits([clause for _row, clause in fresh])
    problems = [
        _("第%(row)d行：%(words)s") % {"row": row, "words": words}
        for (row, _clause), found in zip(fresh, misfits, strict=True)
        for _field, words in found
    ]
    if problems:
        raise NotValid("\n".join(problems), problems=problems)
    book.end_what_changes([clause for _row, clause in fresh])
    for _row, clause in fresh:
        book.add(clause, source=source, why=f"导入清单“{source}”")


def _end(entry: Responsibility, on: date, by, why: str) -> None:
    entry.valid_to, entry.ended_at, entry.ended_why = on, timezone.now(), why[:200]
    if by is not None:
        entry.ended_by, entry.ended_staff = by.post, by.staff
    entry.save(update_fields=["valid_to", "ended_at", "ended_why", "ended_by", "ended_staff"])


class _Book:
    """The whole list under lock, the last version of each number at hand."""

    def __init__(self, by):
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        self.by, self.today = by, timezone.localdate()
        self.rows = list(Responsibility.objects.with_names())
        self.newest = {row.number: row for row in self.rows}

    def dated(self, clause: Clause) -> Clause:
        """With its first day: the one it names if that is a later one, else the earliest there can be."""
        newest = self.newest.get(clause.number)
        if newest is None:
            return clause if clause.starts else replace(clause, starts=self.today)
        if clause.starts and clause.starts > newest.valid_from:
            return clause
        return replace(clause, starts=max(self.today, newest.valid_from))

    def misfits(self, clauses: list[Clause]) -> list[list[tuple[str, str]]]:
        """For each clause, (field, words) of what does not fit with the rest of the list, as it would be with all of them."""
        clauses = [clause if clause.starts else self.dated(clause) for clause in clauses]
        starts = {clause.number: clause.begins for clause in clauses}
        spans = defaultdict(list)
        for row in self.rows:
            ends = row.valid_to
            if row.number in starts and row is self.newest[row.number]:
                ends = min(ends or date.max, starts[row.number])
            spans[row.category_id, row.place].append((row.number, row.valid_from, ends or date.max))
        for clause in clauses:
            spans[clause.category.pk, clause.place].append(
                (clause.number, clause.starts, clause.ends or date.max)
            )
        return [[*self._too_early(clause), *_clashes(clause, spans)] for clause in clauses]

    def _too_early(self, clause: Clause) -> list[tuple[str, str]]:
        newest = self.newest.get(clause.number)
        if newest is None or clause.starts >= max(self.today, newest.valid_from):
            return []
        words = {"day": max(self.today, newest.valid_from)}
        return [("starts", _("改动从%(day)s或以后起生效，已经过去的日子不能改。") % words)]

    def end_what_changes(self, clauses: list[Clause]) -> None:
        for clause in map(self.dated, clauses):
            old = self.newest.get(clause.number)
            if old and (old.valid_to is None or old.valid_to > clause.begins):
                _end(old, clause.begins, self.by, "由下一版替换")

    def add(self, clause: Clause, *, why="", source="") -> Responsibility:
        clause, old = self.dated(clause), self.newest.get(clause.number)
        entry = Responsibility.objects.create(
            number=clause.number,
            version=old.version + 1 if old else 1,
            category=clause.category,
            place=clause.place,
            level=clause.level,
            lead=clause.lead,
            basis=clause.basis,
            days=clause.days,
            valid_from=clause.begins,
            valid_to=clause.ends,
            source=source[:60],
            why=why[:200],
            made_by=self.by and self.by.post,
            made_staff=self.by and self.by.staff,
        )
        entry.assist.set(clause.assist)
        return entry


def _clashes(clause: Clause, spans) -> list[tuple[str, str]]:
    """Another number that speaks of the same category in the same kind of place on the same days."""
    ends = clause.ends or date.max
    others = {
        number
        for number, begins, until in spans[clause.category.pk, clause.place]
        if number != clause.number and begins < ends and clause.starts < until and begins < until
    }
    words = {"name": clause.category.name, "place": Responsibility.Place(clause.place).label}
    return [
        ("category", _("“%(name)s”（%(place)s）已由第%(number)d项规定。") % {**words, "number": number})
        for number in sorted(others)
    ]
