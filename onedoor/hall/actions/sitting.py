"""入座、离席、暂停 — who is at a window now; nobody is left standing in front of one, nor sent to an empty one."""

from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.models import Sitting, Window
from onedoor.hall.moving import end_sitting, free, holding_line
from onedoor.hall.queries.turn import at_window
from onedoor.hall.standing import insist_at, seated
from onedoor.kit.problems import NotNow
from onedoor.posts.models import Staff


@transaction.atomic
def sit_down(window: Window, *, by) -> Sitting:
    """入座 — open a window in one's own post; one person a window, one window a person."""
    insist_at(by, "hall.serve", window.centre)
    with ExitStack() as lines:
        days = _held(lines, window, by.staff)
        if not Window.objects.filter(pk=window.pk, is_open=True).exists():
            raise NotNow(_("%(window)s现在停用。") % {"window": window})
        taken = Sitting.objects.now().filter(window=window).first()
        if taken and taken.staff_id == by.staff.pk:
            return taken
        if taken:
            raise NotNow(_("%(window)s已经有人在办理，请先请同事离席。") % {"window": window})
        # What was forgotten there on a day that is over.
        for forgotten in Sitting.objects.filter(window=window, until=None).select_related("window__centre"):
            end_sitting(forgotten)
        for before in Sitting.objects.filter(staff=by.staff, until=None).select_related("window__centre"):
            _leave(before, days, staff=None if before.window.centre_id == window.centre_id else by.staff)
        return Sitting.objects.create(window=window, staff=by.staff, post=by.post, since=timezone.now())


def _held(lines: ExitStack, window: Window, staff: Staff) -> dict:
    """The day of this window's hall and of each where that person still sits, always held in the same order."""
    open_sittings = Sitting.objects.filter(staff=staff, until=None).select_related("window__centre")
    halls = {one.window.centre_id: one.window.centre for one in open_sittings} | {
        window.centre_id: window.centre
    }
    return {pk: lines.enter_context(holding_line(halls[pk])) for pk in sorted(halls)}


def _leave(sitting: Sitting, days: dict, staff: Staff | None) -> None:
    """End a sitting; who was sent to the window, and to a person who is no longer in the hall, waits for the service again."""
    window = sitting.window
    if window.centre_id not in days:
        raise NotNow(_("您刚刚在别处入座，请再按一次。"))
    if present := at_window(window):
        told = {"number": present.label, "window": window}
        raise NotNow(_("%(number)s还在%(window)s，请先办完或转到别处。") % told)
    end_sitting(sitting)
    free(days[window.centre_id], window=window, staff=staff)


@transaction.atomic
def stand_up(window: Window, *, by) -> None:
    """离席 — close the window; nobody is left standing in front of it. A receptionist may do it for whoever forgot."""
    with holding_line(window.centre) as day:
        sitting = (
            Sitting.objects.now().filter(window=window).select_related("window__centre", "staff").first()
        )
        if sitting is None:
            return
        is_own = by.staff and sitting.staff_id == by.staff.pk
        insist_at(by, "hall.serve" if is_own else "hall.receive", window.centre)
        _leave(sitting, {window.centre_id: day}, staff=sitting.staff)


def pause(window: Window, *, by, paused: bool = True) -> Sitting:
    """暂停叫号 — back in a moment: the estimate counts without this window."""
    with holding_line(window.centre):
        sitting = seated(window, by=by)
        sitting.paused = paused
        sitting.save(update_fields=["paused"])
    return sitting
