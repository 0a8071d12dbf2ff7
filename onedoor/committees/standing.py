"""Who keeps committees and the roster, and who declares for themselves."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def may_edit(by) -> str:
    return "" if by.holds("committees.edit") else _("您现在的岗位不维护调解组织。")


def is_self(mediator, by) -> str:
    """Ties are declared by whoever has them, and read by nobody else."""
    own = by.staff is not None and mediator.staff_id == by.staff.pk
    return "" if own else _("利害关系由调解员本人申报。")
