"""A step is a change as a person takes it: the form they fill in, the action it calls.

Pages and the API take steps from the same table, so both check the same things.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`verb` is what the post must hold; `standing(work, by)` says why this actor may not take it, or nothing.

    `statuses` are those a step that keeps the status is open in; a step along a lifecycle move leaves it empty.
    `tone` tells pages how the button looks: main, plain or grave; `place` on which card it stands, if not in the bar.
    """

    action: Callable
    form: type
    label: str
    verb: str
    standing: Callable
    statuses: tuple[str, ...] = ()
    tone: str = "plain"
    place: str = ""
