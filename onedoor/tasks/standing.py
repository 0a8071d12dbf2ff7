"""Where an actor stands to a task: the words of a refusal, or nothing.

Whoever reaches the case may give a task under it, in grids of their own unit's ground. The chair that has it does it.
The levels above the grid see it, hand it over and take it back, even where its case lies outside of their ground: a task
says where to go and what to look at, and of a sealed case nothing to whom is not cleared for it.
"""

from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed
from onedoor.tasks.doers import doers_of
from onedoor.tasks.models import Task

OVERSEEING = ("task.give", "field.phones")


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def opened_to(post) -> list[str]:
    """The secrecies whose tasks this post may read; a talk is nobody's task."""
    return [Case.Secrecy.NORMAL, *(one for one in post.clearances if one != Case.Secrecy.TALK)]


def is_open_to(case: Case, post) -> bool:
    return case.secrecy in opened_to(post)


def is_on_ground(grid, by) -> bool:
    """Whether the grid lies in what the actor's unit answers for."""
    return by.trusted or grid.path.startswith(by.post.org.region.path)


def may_give(grid, by) -> str:
    if not by.trusted and not by.holds("task.give"):
        return _("您现在的岗位不能派发网格任务。")
    if not is_on_ground(grid, by):
        return _("%(grid)s不在本单位的辖区内，不能派发任务。") % {"grid": grid}
    return ""


def may_do(task, by) -> str:
    """The chair that has it; a check is made by whoever has not put the thing right."""
    if refusal := may_add(task, by):
        return refusal
    if not is_open_to(task.case, by.post):
        return _("这件事已经列为保密事项，您现在的岗位不能再办理，请告诉派发单位。")
    if task.kind == Task.Kind.CHECK and doers_of(task.case).has(by):
        return _("这件事是您或本岗位办的，要由别人核查，请退回给派发单位。")
    return ""


def may_add(task, by) -> str:
    """Photos that come after the words: what was seen under yesterday's clearance was seen."""
    if task.post_id != by.post.pk or not by.holds("task.do"):
        return _("这项任务由别的岗位承担，您不能代为完成。")
    return ""


def may_take_back(task, by) -> str:
    """The unit that gave it, and the levels above."""
    if by.trusted:
        return ""
    if not by.holds("task.give"):
        return _("您现在的岗位不能派发、收回网格任务。")
    if not is_open_to(task.case, by.post):
        return _("这是保密事项，您现在的岗位没有权限。")
    giver = task.giver.org
    if giver.region.path.startswith(by.post.org.region.path):
        return ""
    return _("这项任务由%(giver)s派发，收回、再派由该单位决定。") % {"giver": giver}


def may_hand_over(post_from, post_to, by) -> str:
    """Whoever answers for the ground in which both chairs stand."""
    if not by.trusted and not any(by.holds(verb) for verb in OVERSEEING):
        return _("您现在的岗位不能交接网格任务。")
    if not (is_on_ground(post_from.region, by) and is_on_ground(post_to.region, by)):
        return _("交出和接手的岗位都要在本单位的辖区内。")
    if "task.do" not in post_to.type.verbs:
        return _("“%(post)s”不承担网格任务，请另选岗位。") % {"post": post_to}
    if post_from.pk == post_to.pk:
        return _("交出和接手的是同一个岗位。")
    return ""


def oversees(task, by) -> bool:
    """Whether the actor answers for the grid it is in."""
    return any(by.holds(verb) for verb in OVERSEEING) and is_on_ground(task.grid, by)
