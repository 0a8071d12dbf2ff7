"""保护级 — set by the rule, raised by anybody at will, lowered by two with a reason."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.safety import sealing
from onedoor.safety.actions.stepping import end_asking, end_with, give_steps
from onedoor.safety.limits import LASTS
from onedoor.safety.models import Checklist, Level, Lowering, OwnWord
from onedoor.safety.moving import acting
from onedoor.safety.queries import current, fear_stands
from onedoor.safety.rule import ASK, ORDER, S0, S1, S2, S3, higher
from onedoor.safety.standing import insist, insist_on_use, may_answer_lowering

How = Level.How
BY_HAND = (S1, S2, S3)
LONG_ENOUGH = 10


def set_by_rule(case, checklist: Checklist, *, by) -> Level:
    """按结果定级 — up at once; the same again, or less, keeps what stands and counts its time anew. What was only not known
    goes when it is."""
    row = current(case)
    if row is None or row.grade == ASK or higher(checklist.offered, row.grade):
        how, grade = How.RULE, checklist.offered
    else:
        how, grade = How.RENEWED, row.grade
    fresh = _replace(case, row, grade, how, by, checklist=checklist)
    give_steps(case, fresh, by=by, anew=how == How.RULE)
    return fresh


def raise_level(case, to: str, why: str, *, by, own_fear: bool = False) -> Level:
    """提高 — anybody who may fill in the form, at will; on the person's fear alone if they say so."""
    with acting(case, "level.raised", by=by, word=to) as case:
        insist_on_use(case)
        row = current(case)
        if to not in BY_HAND or (row and not higher(to, row.grade)):
            raise NotValid(_("请选一个比现在高的。"), field="to")
        if not why.strip():
            raise NotValid(_("请写明为什么。"), field="why")
        fresh = _replace(case, row, to, How.RAISED, by, why=why, own_fear=own_fear)
        if own_fear:
            _keep_word(case, OwnWord.Kind.RAISE, why, by)
        give_steps(case, fresh, by=by)
    return fresh


def ask_to_lower(case, to: str, reason: str, *, by, own_word: str = "") -> Lowering:
    """申请降低 — a reason in writing; where the person was afraid, only with what they say themselves. Another one decides."""
    with acting(case, "level.lowering", by=by, word=to) as case:
        insist_on_use(case)
        row = current(case)
        if row is None or to not in ORDER or to == ASK or not higher(row.grade, to):
            raise NotValid(_("请选一个比现在低的。"), field="to")
        if row.lowerings.filter(answered_at=None).exists():
            raise NotNow(_("已经有人申请降低，请先答复那一次。"))
        if len(reason.strip()) < LONG_ENOUGH:
            raise NotValid(_("请写明理由，不少于十个字。"), field="reason")
        if fear_stands(case) and not own_word.strip():
            raise NotValid(_("本人说过害怕：没有本人自己的话，不能降低。"), field="own_word")
        asked = Lowering(level=row, to=to, asked_post=by.post, asked_staff=by.staff, asked_at=timezone.now())
        sealing.put(case, asked, reason=reason, own_word=own_word)
        asked.save(force_insert=True)
    return asked


def agree_to_lower(lowering: Lowering, is_agreed: bool, *, by) -> Level | None:
    """答复降低 — the second person, who is not the first; said no, what stands stays."""
    case = lowering.level.case
    with acting(case, "level.lowered" if is_agreed else "level.kept", by=by, word=lowering.to) as case:
        insist_on_use(case)
        lowering = Lowering.objects.select_related("level").get(pk=lowering.pk)
        insist(may_answer_lowering(lowering, case, by))
        row = current(case)
        if lowering.answered_at or row is None or row.pk != lowering.level_id:
            raise NotNow(_("情况已经变了，请看最新的。"))
        lowering.answered_at, lowering.answered_staff, lowering.is_agreed = (
            timezone.now(),
            by.staff,
            is_agreed,
        )
        lowering.save()
        return _lower(case, row, lowering, by) if is_agreed else None


def _lower(case, row: Level, lowering: Lowering, by) -> Level:
    own_word = sealing.read(lowering, "own_word", case.pk)
    if fear_stands(case) and not own_word:
        raise NotNow(_("本人说过害怕：没有本人自己的话，不能降低。"))
    if own_word:
        _keep_word(case, OwnWord.Kind.LOWER, own_word, by)
    reason = sealing.read(lowering, "reason", case.pk)
    end_with(row, by=by)
    fresh = _replace(case, row, lowering.to, How.LOWERED, by, why=reason, asked=lowering)
    give_steps(case, fresh, by=by)
    return fresh


def _replace(case, row, grade, how, by, *, why="", checklist=None, own_fear=False, asked=None) -> Level:
    """The row that stands ends, and the next begins. A fear that was said goes on with what stands."""
    now = timezone.now()
    if row is not None:
        Level.objects.filter(pk=row.pk).update(until=now)
        own_fear = own_fear or (row.own_fear and asked is None)
    fresh = Level(case=case, grade=grade, how=how, checklist=checklist, own_fear=own_fear, since=now)
    fresh.set_post, fresh.set_staff = by.post, by.staff
    if asked is not None:
        fresh.set_post, fresh.set_staff, fresh.second_staff = asked.asked_post, asked.asked_staff, by.staff
    fresh.ends_at = now + LASTS[grade] if grade != S0 else None
    sealing.put(case, fresh, why=why)
    fresh.save(force_insert=True)
    if row is not None and grade != row.grade:
        end_asking(case, by=by)
    return fresh


def _keep_word(case, kind: str, words: str, by) -> None:
    word = OwnWord(case=case, kind=kind, at=timezone.now(), heard_post=by.post, heard_staff=by.staff)
    sealing.put(case, word, words=words)
    word.save(force_insert=True)
