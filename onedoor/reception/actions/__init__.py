"""接访的每一步 — somebody is received, it ends in one of five ways, and a leader may have received them."""

from onedoor.reception.actions.days import arrange_day, cancel_day
from onedoor.reception.actions.leading import instruct, put_on_day, take_off_day
from onedoor.reception.actions.receiving import receive, receive_once
from onedoor.reception.actions.settling import advise, answer, ask_willing, hand_over, leave, turn

__all__ = [
    *("advise", "answer", "arrange_day", "ask_willing", "cancel_day", "hand_over", "instruct", "leave"),
    *("put_on_day", "receive", "receive_once", "take_off_day", "turn"),
]
