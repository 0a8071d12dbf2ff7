"""What a window may do with a number: one table of buttons, keys and actions, read by the page and by the view."""

from collections.abc import Callable
from dataclasses import dataclass

from onedoor.hall import actions
from onedoor.hall.lifecycle import TICKET, TicketStatus
from onedoor.hall.models import Ticket, Window


@dataclass(frozen=True)
class WindowStep:
    """`action(ticket, window, by)`; `key` is the one on the keyboard, never a letter, so that typing calls nobody."""

    action: Callable
    move: str
    key: str = ""
    tone: str = ""

    @property
    def label(self) -> str:
        return TICKET.moves[self.move].label


def _finish_and_call(ticket: Ticket, window: Window, by) -> Ticket | None:
    """办完，叫下一号 — two steps with one key; the number that is over stays over when nobody waits."""
    actions.finish(ticket, by=by)
    return actions.call_next(window, by=by)


CALL, MOVE = "F2", "F10"
STEPS = {
    "serve": WindowStep(lambda ticket, _window, by: actions.serve(ticket, by=by), "serve", "F4", "main"),
    "call_again": WindowStep(
        lambda ticket, _window, by: actions.call_again(ticket, by=by), "call_again", "F7"
    ),
    "finish": WindowStep(lambda ticket, _window, by: actions.finish(ticket, by=by), "finish", "F8"),
    "finish_next": WindowStep(_finish_and_call, "finish", CALL, "main"),
    "hold": WindowStep(lambda ticket, _window, by: actions.hold(ticket, by=by), "hold", "F6"),
    "miss": WindowStep(lambda ticket, _window, by: actions.miss(ticket, by=by), "miss", "F9"),
    "reopen": WindowStep(lambda ticket, _window, by: actions.reopen(ticket, by=by), "reopen"),
    "resume": WindowStep(lambda ticket, window, by: actions.resume(ticket, window, by=by), "resume"),
    "pick": WindowStep(lambda ticket, window, by: actions.call_this(ticket, window, by=by), "call"),
    "rejoin": WindowStep(lambda ticket, _window, by: actions.rejoin(ticket, by=by), "rejoin"),
}
# What stands in the bar under the number, by what it is.
BAR: dict[str, tuple[str, ...]] = {
    TicketStatus.CALLED: ("serve", "call_again", "miss"),
    TicketStatus.SERVING: ("finish_next", "finish", "hold"),
}


def bar(ticket: Ticket, most_calls: int) -> list[tuple[str, WindowStep]]:
    """The buttons for whoever is here; no more calling once the hall's rule says it was enough."""
    names = BAR.get(ticket.status, ())
    return [(name, STEPS[name]) for name in names if name != "call_again" or ticket.calls < most_calls]
