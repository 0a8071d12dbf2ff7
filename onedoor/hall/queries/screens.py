"""What one screen shows of a hall's board: everything, or its own windows and what is done at them."""

from dataclasses import dataclass

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
    """What its page needs: its share, and the calls that name a window, newest first."""
    share = share_of(device)
    content = share.of(board(device.centre_id))
    calls = [call for call in content["calls"] if call["window"]]
    return content | {"latest": calls[0] if calls else None, "earlier": calls[1:], "share": share}
