"""人员的办理动作 — entering, finding, revealing, correcting. Each writes the access log before anything leaves."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind, Result, blank_details, note
from onedoor.audit.purposes import PURPOSES, fits, in_words, purpose_of
from onedoor.audit.queries import used_today
from onedoor.kit.problems import NotAllowed, NotNow, NotValid, TooMany
from onedoor.kit.sealing import Tampered
from onedoor.persons.cards import INDEXED, LABELS, PersonDraft, clean, index_of, put, read
from onedoor.persons.entering import same_or_new, same_or_new_many
from onedoor.persons.limits import LOOK_UPS_A_DAY, REVEALS_A_DAY, require_reason
from onedoor.persons.models import Person

# Whoever takes something down at a window may enter whom it is about.
ENTERING = ("matter.register", "aid.apply", "aid.advise", "mediation.register")


def enter(name, phone="", identity="", address="", *, by, case_code="", source="", card_seen=None) -> Person:
    """录入 — the person of this identity number if an official saw the card, else a new one.

    A resident's own form never meets an existing person: anybody can type another's number.
    """
    if not any(by.holds(verb) for verb in ENTERING):
        raise NotAllowed(_("您现在的岗位不能做这件事。"), verb=ENTERING[0])
    seen = by.staff is not None if card_seen is None else card_seen
    usual = Person.Source.DESK if by.staff else Person.Source.PORTAL
    draft = PersonDraft(name, phone, identity, address, source or usual, card_seen=seen).cleaned()
    with transaction.atomic():
        person = same_or_new(draft)
        note(
            Kind.ENTER,
            by=by,
            subjects=[person.pk],
            fields=draft.given(),
            case_code=case_code,
            purpose=purpose_of(by) or "P01",
        )
    return person


def enter_many(drafts: list[PersonDraft], *, by) -> list[Person]:
    """批量录入 — one person a draft, in order; the same card number is the same person, in the file and before it."""
    _require_verb(by, "matter.register")
    drafts = [draft.cleaned() for draft in drafts]
    with transaction.atomic():
        persons = same_or_new_many(drafts)
        fields = sorted({field for draft in drafts for field in draft.given()})
        note(Kind.ENTER, by=by, subjects=[person.pk for person in persons], fields=fields, purpose="P01")
    return persons


def reveal(
    person: Person, field: str, *, by, purpose: str, case_code="", reason="", assigned=False, acting_for=""
) -> str:
    """查看完整信息 — one field in full, for a stated purpose. Logged first: no log, no data.

    `assigned`: the case is the post's own work, so its purpose needs no typed reason and no bound in a day.
    """
    _require_verb(by, "person.reveal")
    if field not in LABELS:
        raise NotValid(_("没有这一项信息。"), field="field")
    _require_purpose(by, purpose, field, case_code)
    reason = "" if assigned and case_code and not reason else require_reason(reason)
    if not assigned and used_today(by.staff, Kind.REVEAL) >= REVEALS_A_DAY:
        raise TooMany(
            _("您今天已查看%(most)s次完整信息，达到每日上限：不是本岗位承办的，请由承办单位查看。")
            % {"most": REVEALS_A_DAY}
        )
    with transaction.atomic():
        note(
            Kind.REVEAL,
            by=by,
            subjects=[person.pk],
            fields=[field],
            purpose=purpose,
            case_code=case_code,
            reason=reason,
            acting_for=acting_for,
        )
        text = _opened(person, field)
    return text


def phone_to_tell(person: Person, *, by, case_code: str) -> str:
    """取号告知 — the number alone, for a message that the house sends by itself; nobody sees it. Logged first, as any look is."""
    _require_verb(by, "person.tell")
    with transaction.atomic():
        note(
            Kind.REVEAL,
            by=by,
            subjects=[person.pk],
            fields=["phone"],
            purpose="P18",
            case_code=case_code,
        )
        number = _opened(person, "phone")
    return number


def look_up(kind: str, value: str, *, by, purpose: str, case_code="") -> Person | None:
    """凭证件或电话查找 — the one person of exactly this number, or nobody. Counted, and logged either way."""
    _require_verb(by, "person.look_up")
    if kind not in INDEXED:
        raise NotValid(_("只能凭证件号码或电话查找本人。"), field="kind")
    _require_purpose(by, purpose, kind, case_code)
    number = clean(kind, value)
    if not number:
        raise NotValid(_("请填写完整的号码。"), field=kind)
    if used_today(by.staff, Kind.LOOK_UP) >= LOOK_UPS_A_DAY:
        raise TooMany(
            _("您今天已查找%(most)s次，达到每日上限：确有需要，请由本单位负责人安排他人办理。")
            % {"most": LOOK_UPS_A_DAY}
        )
    with transaction.atomic():
        same = Person._base_manager.filter(**{f"{kind}_index": index_of(kind, number)})
        found = list(same.values_list("pk", flat=True)[:2])
        one = found if len(found) == 1 else []
        result = Result.DONE if one else Result.NOTHING
        note(
            Kind.LOOK_UP,
            by=by,
            subjects=one,
            fields=[kind],
            purpose=purpose,
            case_code=case_code,
            result=result,
        )
        person = Person.objects.get(pk=one[0]) if one else None
    if len(found) > 1:
        raise NotValid(_("有不止一人登记了这个电话：请改用证件号码查找。"), field=kind)
    return person


def correct(person: Person, field: str, value: str, *, by, reason: str, case_code="") -> Person:
    """更正 — the person's own facts, at their word and on sight of their papers."""
    with _changing(by, Kind.CORRECT, reason, [field], case_code, person) as (fresh,):
        changed = put(fresh, field, clean(field, value))
        _save(fresh, changed)
    return fresh


def merge(keep: Person, gone: Person, *, by, reason: str) -> Person:
    """合并 — two entries of one human being; what `keep` lacks it takes from `gone`, which then leads to it."""
    if keep.pk == gone.pk:
        raise NotValid(_("这是同一条登记，不需要合并。"))
    with _changing(by, Kind.MERGE, reason, list(LABELS), "", keep, gone) as (kept, left):
        if kept.merged_into_id or left.merged_into_id:
            raise NotNow(_("其中一条登记已经并入别的登记。"))
        numbers = {read(kept, "identity"), read(left, "identity")} - {""}
        if len(numbers) > 1:
            raise NotValid(_("两条登记的证件号码不同，不能合并。"))
        wanted = [field for field in LABELS if not read(kept, field) and read(left, field)]
        indexed = bool(left.identity_index)
        left.merged_into, left.identity_index, left.phone_index = kept, None, None
        left.save(update_fields=["merged_into", "identity_index", "phone_index"])
        columns = [
            column
            for field in wanted
            for column in put(kept, field, read(left, field), indexed or field != "identity")
        ]
        _save(kept, columns)
    return kept


def erase(person: Person, *, by, reason: str) -> None:
    """清除 — the identity goes for good, with whatever was typed about it into the log; the log's rows stay."""
    with _changing(by, Kind.ERASE, reason, list(LABELS), "", person) as (fresh,):
        columns = [column for field in LABELS for column in put(fresh, field, "")]
        fresh.name_mask = _("已清除")
        _save(fresh, columns)
        blank_details(fresh.pk)


@contextmanager
def _changing(by, kind: str, reason: str, fields: list[str], case_code: str, *persons: Person):
    """The verb, the reason, the rows locked in order of key, and the log before the change."""
    _require_verb(by, "person.correct")
    if not set(fields) <= set(LABELS):
        raise NotValid(_("没有这一项信息。"), field="field")
    reason = require_reason(reason)
    with transaction.atomic():
        held = {pk: _held(pk) for pk in sorted(person.pk for person in persons)}
        note(
            kind,
            by=by,
            subjects=list(held),
            fields=fields,
            case_code=case_code,
            reason=reason,
            purpose=purpose_of(by) or "P10",
        )
        yield [held[person.pk] for person in persons]


def _held(pk) -> Person:
    return Person.objects.select_for_update(of=["self"]).get(pk=pk)


def _save(person: Person, columns: list[str]) -> None:
    try:
        with transaction.atomic():
            person.save(update_fields=columns)
    except IntegrityError as reason:
        raise NotValid(
            _("这个证件号码已登记在另一人名下：若是同一人，请办理合并。"), field="identity"
        ) from reason


def _opened(person: Person, field: str) -> str:
    try:
        return read(person, field)
    except Tampered as reason:
        raise NotNow(_("这项信息打不开，可能被改动过或缺少密钥：请告诉系统管理员。")) from reason


def _require_verb(by, verb: str) -> None:
    if not by.holds(verb):
        raise NotAllowed(_("您现在的岗位不能做这件事。"), verb=verb)


def _require_purpose(by, code: str, field: str, case_code: str) -> None:
    purpose = PURPOSES.get(code)
    if purpose is None:
        raise NotValid(_("请选择查看的目的。"), field="purpose")
    if not fits(purpose, by, field):
        raise NotAllowed(
            _("您现在的岗位不能以“%(purpose)s”为目的查看%(field)s。")
            % {"purpose": in_words(code), "field": LABELS[field]}
        )
    if purpose.case and not case_code:
        raise NotValid(_("请说明是办理哪一件事项时查看。"), field="case_code")
