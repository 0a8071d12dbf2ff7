"""A step is a lifecycle move as a person takes it: the form they fill in, the action it calls.

Pages and the API take steps from the same table, so both check the same things.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`verb` and `label` repeat the move's, or are the step's own when it keeps the status."""

    action: Callable
    form: type
    label: str
    verb: str
