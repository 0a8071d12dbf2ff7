"""The cast of counselling: two counsellors, a supervisor, and a talk with a mark in every field that takes words."""

from datetime import timedelta

from django.utils import timezone

from onedoor.counselling import actions
from onedoor.counselling.actions import FirstTalk


class Talks:
    """A talk under way, and those around it. `words` are all marks that were written into it."""

    def __init__(self, town, mark="青鸟"):
        self.town, self.mark = town, mark
        self.counsellor = town.actor("counsellor", name="安咨询")
        self.other = town.actor("counsellor", org=town.labour, name="白咨询")
        self.supervisor = town.actor("counselling_supervisor", name="高督导")
        told = FirstTalk(
            name=self.word("称呼"),
            number=self.word("号码"),
            times=self.word("时间"),
            as_whom=self.word("身份"),
            wishes=self.word("希望"),
            needs_interpreter=True,
        )
        opened = actions.open_talk(told, by=self.counsellor)
        self.talk, self.pin = opened.talk, opened.pin
        self.talk = actions.begin(self.talk, is_told=True, giver="self", by=self.counsellor)

    def word(self, what: str) -> str:
        return f"{self.mark}{what}"

    def said(self, what="记录"):
        return actions.write_session(
            self.talk, day=timezone.localdate(), note=self.word(what), by=self.counsellor
        )

    def birthday(self, years: int):
        """A day so many years and a half from now."""
        return timezone.localdate() + timedelta(days=365 * years + 182)

    def everything(self):
        """Every other field that takes words, too."""
        session = self.said()
        day = timezone.localdate() + timedelta(days=7)
        planned = actions.follow_up(self.talk, day=day, words=self.word("回访"), by=self.counsellor)
        actions.followed_up(planned, result=self.word("结果"), by=self.counsellor)
        actions.report(self.talk, law="life", to_whom="doctors", words=self.word("报告"), by=self.counsellor)
        asking = self.asked(self.word("理由"))
        asking = actions.answer_asking(asking, is_agreed=True, by=self.other)
        actions.look_at_session(session, by=self.counsellor)
        actions.look_at_contact(self.talk, by=self.counsellor)
        actions.look_by_asking(asking, session, by=self.supervisor)
        return session

    def asked(self, reason="反复提到同一件事，想一起看"):
        return actions.ask_to_look(
            code=self.talk.case.code, reason=reason, second=self.other.staff, by=self.supervisor
        )
