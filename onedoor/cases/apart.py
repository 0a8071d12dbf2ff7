"""自成一案 — some cases are handled in their own room alone: no unit is given duties or tasks in them, called in, or asked to a
meeting about them, because whoever is sent to a case reads it.

Cases know no room. Whoever knows them (`config`) says here which these are.
"""

from collections.abc import Callable

from onedoor.cases.models import Case
from onedoor.kit.problems import NotNow

# Words why nobody from outside is sent to this case, or nothing.
Asked = Callable[[Case], str]
_asked: list[Asked] = []


def answer_with(asked: Asked) -> None:
    """The last one named is asked."""
    _asked[:] = [asked]


def insist_not_apart(case: Case) -> None:
    """Refuse to send anybody from outside to a case that is handled in its own room alone."""
    if words := _asked[0](case) if _asked else "":
        raise NotNow(words)
