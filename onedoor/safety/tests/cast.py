"""A dispute, whoever handles it, a colleague, and the supervisor above."""

from datetime import date

from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases, give_pin, send
from onedoor.safety import actions
from onedoor.safety.rule import NO

RED_A = ("A1", "A2", "A3", "A4", "A5", "A12")
RED_B = ("B1", "B2", "B3", "B4", "B13", "B14")
# Asked, and nothing found: what is added to it is all there is.
QUIET = dict.fromkeys(RED_A, NO)
QUIET_B = QUIET | dict.fromkeys(RED_B, NO)


class Cast:
    """Whose case it is, and who stands around it."""

    def __init__(self, town):
        self.town = town
        self.mediator = town.actor("mediator", name="调解员甲")
        self.colleague = town.actor("mediator", name="调解员乙")
        self.stranger = town.actor("mediator", name="调解员丙")
        self.supervisor = town.actor("safety_supervisor", name="督导员")
        self.clerk = town.actor("clerk")
        self.case = self.open_case()
        self.pin = ""

    def open_case(self, *, title="邻里纠纷") -> Case:
        (case,) = draft_cases([(title, self.town.community, "normal")], by=self.clerk)
        self.pin = give_pin(case)
        case.save(force_insert=True)
        send(case, [self.mediator.post, self.colleague.post])
        return case

    def switch_on(self):
        for name in ("审阅甲", "审阅乙"):
            actions.confirm_review(by=self.supervisor, name=name, calling="lawyer", read_on=date(2026, 1, 5))

    def check(self, answers=None, *, by=None, case=None, source="own", base=QUIET, **more):
        told = base | (answers or {})
        return actions.check(case or self.case, told, by=by or self.mediator, source=source, **more)
