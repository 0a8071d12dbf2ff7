"""Every change of counselling."""

from onedoor.counselling.actions.handing import offer_handover, take_over
from onedoor.counselling.actions.looking import look_at_contact, look_at_session, look_by_asking
from onedoor.counselling.actions.opening import FirstTalk, open_talk
from onedoor.counselling.actions.supervising import answer_asking, ask_to_look
from onedoor.counselling.actions.talking import (
    begin,
    destroy,
    end,
    follow_up,
    followed_up,
    hand_on,
    report,
    set_contact,
    write_session,
)

__all__ = [
    *("FirstTalk", "answer_asking", "ask_to_look", "begin", "destroy", "end", "follow_up", "followed_up"),
    *("hand_on", "look_at_contact", "look_at_session", "look_by_asking", "offer_handover", "open_talk"),
    *("report", "set_contact", "take_over", "write_session"),
]
