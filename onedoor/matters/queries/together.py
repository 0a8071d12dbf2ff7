"""几个人、几部分、几次 — what the page of a matter shows besides its own file: claimants, parts, kin, earlier rounds."""

from onedoor.matters.models import Matter
from onedoor.matters.queries.claimants import claimants_of, how_many
from onedoor.matters.queries.kin import kin_of, parts_of, whole_of
from onedoor.matters.queries.rounds import earlier_rounds

# As many as may speak for all; the rest are unfolded.
SHOWN = 5


def together_of(matter: Matter, actor) -> dict:
    """By the names the templates use."""
    claimants = claimants_of(matter.case)
    return {
        "speakers": claimants[:SHOWN],
        "others": claimants[SHOWN:],
        "how_many": how_many(matter),
        "is_group": bool(matter.claimants) or len(claimants) > 1,
        "may_give_slip": actor.holds("matter.register") and actor.holds("person.look_up"),
        "parts": parts_of(matter, actor),
        "whole": whole_of(matter, actor),
        "kin": kin_of(matter.case, actor),
        "rounds": earlier_rounds(matter),
    }
