"""Every change of tasks."""

from onedoor.tasks.actions.coarsening import coarsen
from onedoor.tasks.actions.doing import add_photo, finish, hand_back, say_ended
from onedoor.tasks.actions.errands import Asked, ask_errand
from onedoor.tasks.actions.giving import give, give_again, hand_over, waive
from onedoor.tasks.actions.rounds import end_round, start_round

__all__ = [
    "Asked",
    "add_photo",
    "ask_errand",
    "coarsen",
    "end_round",
    "finish",
    "give",
    "give_again",
    "hand_back",
    "hand_over",
    "say_ended",
    "start_round",
    "waive",
]
