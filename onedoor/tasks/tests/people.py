"""A case in a grid, who sends somebody there, and who goes."""

from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases


def case_in(region, town, secrecy="normal", title="路灯不亮") -> Case:
    clerk = town.actor("clerk", name="窗口")
    (case,) = draft_cases([(title, region, secrecy)], by=clerk)
    case.save(force_insert=True)
    return case


class Cast:
    """A verifier of the district, the one in the grid, and who answers for the community."""

    def __init__(self, town):
        self.town = town
        self.verifier = town.actor("verifier")
        self.worker = town.actor("grid_worker")
        self.head = town.actor("village_head")
        self.case = case_in(town.grid, town)

    def again(self, actor):
        """The same person at the next request: what a page keeps of them is asked anew."""
        return type(actor)(actor.staff, actor.post)
