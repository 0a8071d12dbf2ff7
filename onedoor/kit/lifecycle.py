"""A lifecycle is a table: which move leads from which statuses to which status.

One table is the whole truth about a work's states. Pages ask it which buttons to show,
`cases.moving` asks it whether a move is open, and `docs/lifecycles.md` is drawn from it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram: the button says `label`, a post must hold `verb`, the timeline gets `event`."""

    label: str
    frm: tuple[str, ...]
    to: str
    verb: str
    event: str


class Lifecycle:
    """The moves by name, and the statuses they run between."""

    def __init__(self, statuses, **moves: Move):
        self.statuses, self.moves = statuses, moves

    def move(self, name: str, status: str) -> Move:
        """The arrow called `name`, or NotNow when it does not start from `status`."""
        move = self.moves[name]
        if status not in move.frm:
            raise NotNow(
                _("现在是“%(status)s”，不能再“%(move)s”：可能有同事刚刚办理过，请看最新进展。")
                % {"status": self.statuses(status).label, "move": move.label},
                move=name,
                status=status,
            )
        return move

    def open_from(self, status: str) -> list[str]:
        return [name for name, move in self.moves.items() if status in move.frm]
