"""保留 — some cases are reserved to whoever has a part in them, however far a post reaches.

Cases know no room. Whoever knows them (`config`) says here whom a case is closed to, and which field of a party is kept back.
"""

from collections.abc import Callable

from onedoor.cases.models import Case, Party

# Of a case, and of a party of it when one is asked for, in words why this actor may not; nothing when they may.
Asked = Callable[[Case, Party | None, str, object], str]
_asked: list[Asked] = []


def answer_with(asked: Asked) -> None:
    """The last one named is asked."""
    _asked[:] = [asked]


def closed_to(case: Case, by) -> str:
    """Why this actor opens nothing of the case, though it is within their reach."""
    return _asked[0](case, None, "", by) if _asked else ""


def kept_back(party: Party, field: str, by) -> str:
    """Why this actor is not shown this field of the party."""
    return _asked[0](party.case, party, field, by) if _asked else ""
