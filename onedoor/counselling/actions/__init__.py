"""Every change of counselling."""

from onedoor.counselling.actions.agreeing import answer_asking, delay, hold
from onedoor.counselling.actions.destroying import destroy, destroy_over
from onedoor.counselling.actions.handing import decline, offer_handover, person_answers, take_over
from onedoor.counselling.actions.looking import (
    look_at_contact,
    look_at_objection,
    look_at_session,
    look_by_asking,
    look_to_tell,
)
from onedoor.counselling.actions.opening import FirstTalk, open_once, open_talk
from onedoor.counselling.actions.persons_word import answer_objection, say
from onedoor.counselling.actions.supervising import ask_to_hand, ask_to_hand_all, ask_to_look
from onedoor.counselling.actions.talking import (
    begin,
    block_guardian,
    end,
    follow_up,
    followed_up,
    hand_on,
    new_slip,
    report,
    set_contact,
    write_session,
)

__all__ = [
    *("FirstTalk", "answer_asking", "answer_objection", "ask_to_hand", "ask_to_hand_all", "ask_to_look"),
    *("begin", "block_guardian", "decline", "delay", "destroy", "destroy_over", "end", "follow_up"),
    *("followed_up", "hand_on", "hold", "look_at_contact", "look_at_objection", "look_at_session"),
    *("look_by_asking", "look_to_tell", "new_slip", "offer_handover", "open_once", "open_talk"),
    *("person_answers",),
    *("report", "say", "set_contact", "take_over", "write_session"),
]
