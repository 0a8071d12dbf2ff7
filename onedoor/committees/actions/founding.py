"""设立与换届 — committees, their ground and who sits in them. What the law asks for is said, not enforced: a seat may stay empty."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.committees.models import Committee, Member
from onedoor.committees.standing import insist, may_edit
from onedoor.kit.problems import NotNow, NotValid
from onedoor.worktime.counting import YEARS, end_of

TERM_YEARS = 3
TAKEN = gettext_lazy("这个名称或文号简称已经有调解组织在用。")


def found(*, by, **told) -> Committee:
    """设立调解组织 — its name and the word in its numbers are its own."""
    insist(may_edit(by))
    _check(told)
    return _kept(Committee(**told))


def change(committee: Committee, *, by, **told) -> Committee:
    """变更调解组织 — ground, types, term. The word in its numbers stays: numbers were given with it."""
    insist(may_edit(by))
    told.pop("series", None)
    _check(told)
    try:
        with transaction.atomic():
            Committee.objects.filter(pk=committee.pk).update(**told)
    except IntegrityError as reason:
        raise NotValid(TAKEN, field="name") from reason
    return Committee.objects.get(pk=committee.pk)


def _check(told: dict) -> None:
    until, opened = told.get("term_until"), told.get("opened_on")
    if until and opened and until < opened:
        raise NotValid(_("任期不能在设立以前结束。"), field="term_until")
    if until and until > _longest_term(opened):
        raise NotValid(
            _("每届任期三年，最晚到%(day)s。") % {"day": _longest_term(opened)}, field="term_until"
        )


def _longest_term(opened):
    """人民调解法 第九条: three years, from today for whoever is elected anew, from its first day for one that is to open."""
    today = timezone.localdate()
    return end_of(max(opened or today, today), TERM_YEARS, YEARS)


def _kept(committee: Committee) -> Committee:
    try:
        with transaction.atomic():
            committee.save()
    except IntegrityError as reason:
        raise NotValid(TAKEN, field="name") from reason
    return committee


@transaction.atomic
def close(committee: Committee, *, by) -> Committee:
    """撤销调解组织 — what it has open goes to another one first."""
    insist(may_edit(by))
    committee = Committee.objects.select_for_update(of=["self"]).get(pk=committee.pk)
    if committee.closed_on:
        raise NotNow(_("这个调解组织已经撤销。"))
    if count := committee.mediations.filter(ended_at=None).count():
        raise NotNow(_("还有%(count)s件调解没有结束，请先移交。") % {"count": count})
    committee.closed_on = timezone.localdate()
    committee.save(update_fields=["closed_on"])
    return committee


@transaction.atomic
def seat(committee: Committee, mediator, *, by, role=Member.Role.MEMBER, since=None) -> Member:
    """增加成员 — or another office for whoever sits there already."""
    insist(may_edit(by))
    today = since or timezone.localdate()
    held = committee.members.filter(until=None)
    if role == Member.Role.CHAIR and held.filter(role=role).exclude(mediator=mediator).exists():
        raise NotValid(_("已经有主任，请先改任。"), field="role")
    held.filter(mediator=mediator).update(until=today)
    return Member.objects.create(committee=committee, mediator=mediator, role=role, since=today)


def unseat(member: Member, *, by) -> Member:
    """成员卸任 — the seat is kept, with the day on which it ended."""
    insist(may_edit(by))
    member.until = max(timezone.localdate(), member.since)
    member.save(update_fields=["until"])
    return member
