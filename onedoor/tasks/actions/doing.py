"""到现场 — what the one in the grid says: done, with what was found, or handed back."""

from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Paper
from onedoor.cases.papers import MOST_A_CASE, add_paper
from onedoor.kit.problems import NotNow, NotValid
from onedoor.tasks.limits import MOST_PHOTOS, MOST_WORDS
from onedoor.tasks.models import Errand, Round, Task, TaskPhoto
from onedoor.tasks.moving import close_own_case, doing, end
from onedoor.tasks.standing import insist, may_add, may_do

# Frozen in Chinese on the timeline, whatever language whoever acts reads the pages in.
FOUND_WORDS: dict[str, str] = {
    Task.Found.TRUE: "属实",
    Task.Found.PARTLY: "部分属实",
    Task.Found.FALSE: "不属实",
}
# Where "yes, done" says all there is to say.
NEED_NO_WORDS = (Task.Kind.PUBLICITY, Task.Kind.ROUND)


def finish(task: Task, *, by, words="", found="", at_phone=None, lon=None, lat=None, photos=()) -> Task:
    """完成网格任务 — what was done or found, in words; a check says whether what the unit reported is so."""
    with doing(task, "finish", by=by, note=_said(words, found)) as fresh:
        _insist_told(fresh, words, found)
        fresh.found, fresh.at_phone, fresh.done_lon, fresh.done_lat = found, at_phone, lon, lat
        end(fresh, words, by=by)
        fresh.facts_told |= {"kind": fresh.kind, "found": found, "late": fresh.ended_at > fresh.clock.due_at}
        for photo in photos:
            _file(fresh, photo, by)
        close_own_case(fresh)
    return fresh


def _said(words: str, found: str) -> str:
    """As it stands on the timeline: the finding first."""
    return "：".join(filter(None, [FOUND_WORDS.get(found, ""), words.strip()]))


def _insist_told(task: Task, words: str, found: str) -> None:
    if len(words) > MOST_WORDS:
        raise NotValid(_("最多%(most)s个字。") % {"most": MOST_WORDS}, field="words")
    if task.kind == Task.Kind.CHECK and found not in Task.Found.values:
        raise NotValid(_("请选“属实”“部分属实”或“不属实”。"), field="found")
    if task.kind != Task.Kind.CHECK and found:
        raise NotValid(_("只有现场核查才填是否属实。"), field="found")
    is_clear = task.kind in NEED_NO_WORDS or found == Task.Found.TRUE
    if not is_clear and not words.strip():
        raise NotValid(_("请写明看到了什么、做了什么。"), field="words")


def hand_back(task: Task, *, by, reason: str) -> Task:
    """退回网格任务 — it cannot be done here, and why: whoever gave it decides."""
    if not reason.strip():
        raise NotValid(_("请写明退回的理由。"), field="reason")
    with doing(task, "hand_back", by=by, note=reason) as fresh:
        if Round.objects.filter(case=fresh.case).exists():
            raise NotNow(_("宣传巡查任务不退回；有困难请告诉网格管理员。"))
        end(fresh, reason, how=clocks.STOPPED, by=by)
        fresh.facts_told["kind"] = fresh.kind
    return fresh


def add_photo(task: Task, photo, *, by) -> TaskPhoto:
    """补传照片 — one that arrives after the words, from the chair that did the task; the case may be sealed since, or out of its reach."""
    insist(may_add(task, by))
    return _file(task, photo, by)


def _file(task: Task, photo, by) -> TaskPhoto:
    if task.photos.count() >= MOST_PHOTOS:
        raise NotValid(_("一项任务最多%(most)s张照片。") % {"most": MOST_PHOTOS}, field="photos")
    # Tasks bring photos of their own: those of a round through a hundred grids are not counted against one case.
    room = MOST_A_CASE + TaskPhoto.objects.filter(task__case=task.case_id).count()
    paper = add_paper(task.case, photo, kind=Paper.Kind.EVIDENCE, by=by, most=room)
    return TaskPhoto.objects.create(task=task, paper=paper)


def say_ended(task: Task, *, by, ended: str, said: str = "") -> Errand:
    """本人确认 — how the person for whom an errand was run said that it is done, and in which words."""
    insist(may_do(task, by))
    errand = Errand.objects.filter(task=task).first()
    if errand is None:
        raise NotValid(_("只有民生代办才填本人怎样确认。"), field="ended")
    if ended not in Errand.Ended.values:
        raise NotValid(_("请选本人怎样确认。"), field="ended")
    errand.ended, errand.said = ended, said.strip()
    errand.save(update_fields=["ended", "said"])
    return errand
