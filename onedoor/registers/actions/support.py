"""服务台账的登记 — a person who asked for a service, or to whom the law owes it. Every reading is logged before it leaves."""

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, blank_details, note, note_export, note_read
from onedoor.kit.problems import NotNow, NotValid
from onedoor.persons.cards import LABELS, PersonDraft, put, read
from onedoor.persons.models import Person
from onedoor.registers.models.support import Enrolment
from onedoor.registers.queries.support import find, find_live, on_ground, require_on, state_of
from onedoor.registers.standing import ground, insist, may_support
from onedoor.registers.supporting import GONE_AFTER, LONGEST, TABLES, Table, table_of
from onedoor.registers.values import plain

Basis = Enrolment.Basis
CARD = ("name", "phone", "address")
SIZE = 50


@transaction.atomic
def enrol(
    purpose: str, *, by, grid, name, phone="", address="", need, source=Person.Source.DESK, **basis
) -> Enrolment:
    """登记服务对象 — only with a basis: consent (when, how), or the article that obliges. Never looked up, never joined."""
    insist(may_support(by))
    table = table_of(purpose)
    require_on(table, by)
    if not any(grid.path.startswith(prefix) for prefix in ground(by)):
        raise NotValid(_("%(grid)s不在本岗位的范围内。") % {"grid": grid}, field="grid")
    if need not in dict(table.needs):
        raise NotValid(_("请选择需要的服务。"), field="need")
    draft = PersonDraft(name, phone, "", address, source=source).cleaned()
    row = table.model(grid=grid, need=need, enrolled_at=timezone.now(), by_post=by.post, **_basis(**basis))
    row.person = _sealed(draft)
    note(Kind.ENTER, by=by, subjects=[row.person.pk], fields=draft.given(), purpose=table.purpose)
    row.person.save(force_insert=True)
    row.save(force_insert=True)
    return row


def _sealed(draft: PersonDraft) -> Person:
    """A person of this row alone: without an index, so that no number leads here."""
    person = Person(source=draft.source, created_at=timezone.now())
    for field in CARD:
        put(person, field, vars(draft)[field], indexed=False)
    return person


def _basis(*, basis="", article="", consent_on=None, consent_how="", review_on=None) -> dict:
    """Exactly one basis, whole; and the day on which the need is asked about again."""
    today = timezone.localdate()
    if review_on is None or not today < review_on <= today + LONGEST:
        raise NotValid(_("复核日期应在今天以后、一年以内。"), field="review_on")
    if basis == Basis.CONSENT:
        if consent_how not in Enrolment.How.values or consent_on is None or consent_on > today:
            raise NotValid(_("请填写本人同意的日期（不晚于今天）和方式。"), field="consent_on")
        return {"basis": basis, "consent_on": consent_on, "consent_how": consent_how, "review_on": review_on}
    if basis != Basis.LAW:
        raise NotValid(_("没有依据不能登记：要么本人同意，要么写明法律条文。"), field="basis")
    if len(plain(article)) < 4:
        raise NotValid(_("请写明是哪部法律的哪一条。"), field="article")
    return {"basis": basis, "article": article.strip()[:80], "review_on": review_on}


@transaction.atomic
def open_list(purpose: str, *, by, ended=False, page=1) -> Page:
    """查看服务台账 — the rows of the post's ground with masked names, a page of them, logged first. Those that were ended are
    listed apart, for who comes to see what is kept or to take back the consent: also when the table is shut."""
    insist(may_support(by))
    table = table_of(purpose)
    if not ended:
        require_on(table, by)
    found = Paginator(on_ground(table, by).filter(ended_on__isnull=not ended), SIZE).get_page(page)
    if persons := [row.person_id for row in found]:
        note_read(by=by, person_ids=persons, purpose=table.purpose)
    return found


@transaction.atomic
def open_card(purpose: str, key, *, by) -> tuple[Enrolment, dict[str, str]]:
    """查看一条登记 — name, telephone and address of one person, to go there or ring up; logged first."""
    insist(may_support(by))
    table = table_of(purpose)
    row = find_live(table, key, by)
    if state_of(row) == "paused":
        raise NotNow(_("这条登记过了复核日期，姓名、电话、住址不再显示：问过本人、写下次复核日期后恢复。"))
    note(Kind.REVEAL, by=by, subjects=[row.person_id], fields=CARD, purpose=table.purpose)
    return row, _card(row)


@transaction.atomic
def open_shut(purpose: str, key, *, by) -> Enrolment:
    """查看一条停用的登记 — the masked name alone, to ask again, to end it, or to take it back; logged first."""
    insist(may_support(by))
    row = find(table_of(purpose), key, by)
    note_read(by=by, person_ids=[row.person_id], purpose=purpose)
    return row


@transaction.atomic
def hand_out(purpose: str, key, *, by) -> tuple[Enrolment, dict[str, str]]:
    """打印给本人 — what is kept of them, for as long as it is kept, in whichever state; it leaves the house, so it is logged so."""
    insist(may_support(by))
    table = table_of(purpose)
    row = find(table, key, by)
    what = _("应本人要求打印：%(name)s") % {"name": table.label}
    note_export(by=by, what=what, person_ids=[row.person_id], fields=CARD, purpose=table.purpose)
    return row, _card(row)


def _card(row: Enrolment) -> dict[str, str]:
    return {field: read(row.person, field) for field in CARD}


@transaction.atomic
def renew(purpose: str, key, *, by, review_on) -> Enrolment:
    """复核 — the person was asked, and the need is still there."""
    row = _held(purpose, key, by, find_live)
    today = timezone.localdate()
    if not today < review_on <= today + LONGEST:
        raise NotValid(_("复核日期应在今天以后、一年以内。"), field="review_on")
    row.review_on = review_on
    row.save(update_fields=["review_on"])
    return row


@transaction.atomic
def end_support(purpose: str, key, *, by) -> Enrolment:
    """结束服务 — no longer needed, or moved away: nobody reads it from now on, and after ninety days it is gone."""
    row = _held(purpose, key, by, find_live)
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])
    return row


@transaction.atomic
def withdraw(purpose: str, key, *, by) -> None:
    """撤回同意 — what consent alone carried is erased at once, whatever became of the service; as easy as it was given."""
    row = _held(purpose, key, by, find)
    if row.basis != Basis.CONSENT:
        words = _("这条登记依据的是%(article)s，不是本人同意：本人可以要求更正，或者在不再符合条件时结束。")
        raise NotNow(words % {"article": row.article})
    _erase(row, table_of(purpose), by, _("本人撤回同意"))


@transaction.atomic
def erase_ended(*, by) -> int:
    """到期清除 — what was ended, or not asked about again, ninety days ago."""
    if by.staff is not None:
        insist(may_support(by))
    last, count = timezone.localdate() - GONE_AFTER, 0
    for table in TABLES.values():
        rows = table.model._default_manager.select_related("person").select_for_update(of=["self"])
        for row in [*rows.filter(ended_on__lte=last), *rows.filter(ended_on=None, review_on__lte=last)]:
            _erase(row, table, by, _("保存期满"))
            count += 1
    return count


def _held(purpose: str, key, by, finding) -> Enrolment:
    insist(may_support(by))
    table = table_of(purpose)
    row = finding(table, key, by)
    return table.model._default_manager.select_for_update(of=["self"]).select_related("person").get(pk=row.pk)


def _erase(row: Enrolment, table: Table, by, why: str) -> None:
    """The row goes; the person, whom nothing else can point at, is emptied; the log stays without words."""
    person = row.person
    note(Kind.ERASE, by=by, subjects=[person.pk], fields=CARD, purpose=table.purpose, reason=why)
    row.delete()
    columns = [column for field in LABELS for column in put(person, field, "")]
    person.name_mask = _("已清除")
    person.save(update_fields=columns)
    blank_details(person.pk)
