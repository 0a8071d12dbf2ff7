"""步骤 — given by the table with a level, and ended by whoever did them."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.kit.problems import NotNow, NotValid
from onedoor.notices.actions import tell_post
from onedoor.safety import sealing
from onedoor.safety.limits import ANSWERED_BY_CHECK, MOST_AT_MEETING, STEPS, SUPERVISOR, Given
from onedoor.safety.models import Level, Step
from onedoor.safety.moving import acting
from onedoor.safety.queries import said_yes, supervisors_of
from onedoor.safety.rule import S3

# All that is said outside of this room: no case, no matter, nobody.
YOURS = gettext_noop("有一项工作要在规定时间内完成，请打开“安全步骤”查看。")
LINK = "/safety/"
Ending, Kind = Step.Ending, Step.Kind
# What the law demands, what is still not known, and what follows an agreement: no level takes these away.
STAYS = (Kind.DUTY, Kind.REPORT, Kind.ASK, Kind.AFTER_WEEK, Kind.AFTER_MONTH, Kind.AFTER_QUARTER)


def give_steps(case, level: Level, *, by, anew: bool = True) -> None:
    """下达步骤 — those of the level's line of the table. What is open already stays as it is; a renewal asks only for what
    was never asked in this case, and to check again."""
    said = said_yes(case)
    had = set() if anew else set(Step.objects.filter(case=case).values_list("kind", flat=True))
    for line in STEPS[level.grade]:
        if line.when and said.isdisjoint(line.when):
            continue
        if line.kind in had and line.kind not in ANSWERED_BY_CHECK:
            continue
        give(case, line, by=by, level=level)


def give(case, line: Given, *, by, level: Level | None = None) -> Step | None:
    """下达一步 — to whoever acts, or to the supervisor of the place; one of a kind is open at a time."""
    if Step.objects.open().filter(case=case, kind=line.kind).exists():
        return None
    now, owner = timezone.now(), _owner(case, line, by)
    step = Step(case=case, level=level, kind=line.kind, owner=owner, given_at=now, due_at=line.due(now))
    step.save(force_insert=True)
    if owner != by.post:
        tell(step, YOURS, f"safety-{step.pk}", [owner], by=by)
    return step


def tell(step: Step, words: str, key: str, posts, *, by) -> None:
    """告诉 — in Chinese whoever acts, and without a word of what it is about."""
    urgent = step.level is not None and step.level.grade == S3
    with translation.override("zh-hans"):
        for post in posts:
            tell_post(post, _(words), key=key, link=LINK, urgent=urgent)


def _owner(case, line: Given, by):
    """Where nobody supervises, whoever acts owes it, and the page says that a supervisor is missing. The house itself owes
    nothing: what follows by the clock goes to the supervisor, or to whoever had a step of the case before."""
    if line.whose == SUPERVISOR or by.staff is None:
        above = supervisors_of(case)
        if above:
            return above[0]
    if by.staff is None:
        last = Step.objects.filter(case=case).select_related("owner").order_by("-given_at", "-pk").first()
        return last.owner if last else by.post
    return by.post


def finish(step: Step, *, by, ending: str, words: str = "", people: str = "") -> Step:
    """完成步骤 — done, or not wanted by the person, or not needed any more; then in words why."""
    case, kind = step.case, step.kind
    with acting(case, "step.ended", by=by, word=f"{kind} {ending}"[:40]) as case:
        step = Step.objects.get(pk=step.pk)
        if step.ended_at:
            raise NotNow(_("这一步已经结束，可能有同事刚刚办理过。"))
        if step.kind in ANSWERED_BY_CHECK and step.kind != Step.Kind.AGAIN:
            raise NotNow(_("这一步要填一张新的核对单才算完成。"))
        _check(step, ending, words, people)
        step.ended_at, step.ending, step.ended_staff = timezone.now(), ending, by.staff
        sealing.put(case, step, words="\n".join(filter(None, [words.strip(), people.strip()])))
        step.save()
    return step


def _check(step: Step, ending: str, words: str, people: str) -> None:
    if ending not in Ending.values:
        raise NotValid(_("请选择怎样结束。"), field="ending")
    if ending != Ending.DONE and not words.strip():
        raise NotValid(_("请写明情况。"), field="words")
    if step.kind == Step.Kind.MEETING and ending == Ending.DONE:
        named = [line for line in people.splitlines() if line.strip()]
        if not 1 <= len(named) <= MOST_AT_MEETING:
            raise NotValid(_("请写明参加的人，每行一位，不超过六位。"), field="people")


def end_answered(case, *, by) -> None:
    """核对代替 — a new form is the answer to every step that asked for one."""
    _end(Step.objects.open().filter(case=case, kind__in=ANSWERED_BY_CHECK), Ending.DONE, by)


def end_with(level: Level, *, by) -> None:
    """随降低结束 — two people found that the steps of the higher level are not needed any more."""
    _end(Step.objects.open().filter(case=level.case).exclude(kind__in=STAYS), Ending.NOT_NEEDED, by)


def end_asking(case, *, by) -> None:
    """另行再问 — another level is asked again at another time; what was not known is still asked."""
    asking = [kind for kind in ANSWERED_BY_CHECK if kind != Step.Kind.ASK]
    _end(Step.objects.open().filter(case=case, kind__in=asking), Ending.DONE, by)


def _end(steps, ending: str, by) -> None:
    steps.update(ended_at=timezone.now(), ending=ending, ended_staff=by.staff)
