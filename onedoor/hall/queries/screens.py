"""What one screen shows of a hall's board: everything, or its own windows and what is done at them."""

from dataclasses import dataclass

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Device, Service
from onedoor.hall.queries.board import board


@dataclass(frozen=True)
class Share:
    """本屏的份 — window numbers and letters; empty is all of the hall."""

    windows: list[int]
    letters: list[str]

    def of(self, content: dict) -> dict:
        """The same board, less what this screen leaves to others. The script on the screen does the same to what comes later."""
        if not self.windows:
            return content
        return content | {
            "calls": [call for call in content["calls"] if call["window"] in self.windows],
            "windows": [one for one in content["windows"] if one["number"] in self.windows],
            "waiting": [one for one in content["waiting"] if one["letter"] in self.letters],
        }


def share_of(device: Device) -> Share:
    windows = sorted(device.windows.values_list("number", flat=True))
    done_there = Service.objects.filter(offers__window__in=device.windows.all()).distinct()
    return Share(windows, sorted(done_there.values_list("letter", flat=True)) if windows else [])


def shown_on(device: Device) -> dict:
    """What its page needs: its share, the newest call that nobody has answered yet, and the others that name a window.

    Those still asked to come stand before those who came: nobody is called by a screen who is at the window or gone.
    """
    share = share_of(device)
    content = share.of(board(device.centre_id))
    calls = [call for call in content["calls"] if call["window"]]
    open_calls = [call for call in calls if call["status"] == TicketStatus.CALLED]
    answered = [call for call in calls if call not in open_calls]
    latest = open_calls[0] if open_calls else None
    return content | {"latest": latest, "earlier": open_calls[1:] + answered, "share": share}
