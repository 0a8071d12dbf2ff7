"""Where an actor stands to a grid's registers: the words of a refusal, or nothing. A post keeps the registers of its own ground."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.places.models import Region
from onedoor.posts.models import PostType


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def ground(by) -> list[str]:
    """The paths whose registers this post may look at; a post without a region of its own has none."""
    return by.prefixes if by.post.type.reach == PostType.Reach.REGION else []


def may_see(by) -> str:
    verbs = ("register.see", "register.confirm", "register.edit")
    return "" if any(map(by.holds, verbs)) else _("您现在的岗位不看台账。")


def _on_ground(grid: Region, by, verb: str, words: str) -> str:
    if not by.holds(verb):
        return words
    if any(grid.path.startswith(prefix) for prefix in ground(by)):
        return ""
    return _("%(grid)s不在本岗位的范围内。") % {"grid": grid}


def may_propose(grid: Region, by) -> str:
    """Whoever walks the ground may say what has changed; so may whoever confirms, and whoever brings a file."""
    verbs = ("register.confirm", "register.edit", "register.propose")
    verb = next(filter(by.holds, verbs), "register.propose")
    return _on_ground(grid, by, verb, _("您现在的岗位不能提出台账变更。"))


def may_bring(grid: Region, by) -> str:
    return _on_ground(grid, by, "register.edit", _("您现在的岗位不能导入台账。"))


def may_confirm(grid: Region, by) -> str:
    return _on_ground(grid, by, "register.confirm", _("台账变更由网格管理员或村（社区）负责人确认。"))


def may_edit(by) -> str:
    return "" if by.holds("register.edit") else _("您现在的岗位不能导入、导出台账。")


def may_support(by) -> str:
    return "" if by.holds("register.support") else _("服务台账只由指定的服务人员登记和查看。")
