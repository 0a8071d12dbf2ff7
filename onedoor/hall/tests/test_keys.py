"""The keys of a window: one that is right for whoever stands there does no harm to whoever only was called."""

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.steps import BAR, CALL, MOVE, STEPS


def test_no_key_means_one_thing_while_called_and_another_while_served():
    called, serving = (
        {STEPS[name].key: name for name in BAR[status]}
        for status in (TicketStatus.CALLED, TicketStatus.SERVING)
    )
    assert ([called[key] for key in called if key in serving], called["F9"], serving["F6"]) == (
        [],
        "miss",
        "hold",
    )
    assert [len(bar) for bar in (called, serving)] == [3, 3]
    assert (CALL in called, MOVE in called | serving) == (False, False)
