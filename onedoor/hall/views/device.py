"""The one address of a device: which machine it is says its token, and what it shows says its kind."""

from onedoor.hall.actions.showing import seen
from onedoor.hall.models import Device
from onedoor.hall.views import kiosk, rating
from onedoor.hall.views.screen import screen
from onedoor.kit.problems import NotFound

# A page for each kind of device: (request, device) -> answer.
PAGES = {Device.Kind.SCREEN: screen, Device.Kind.KIOSK: kiosk.start, Device.Kind.RATER: rating.pad}


def device_of(token: str) -> Device:
    """The device in use with this token; whoever asks with another learns nothing."""
    found = Device.objects.select_related("centre").filter(token=token, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def device(request, token):
    """设备 — a device taken out of use, and an address that was guessed, look the same."""
    found = device_of(token)
    page = PAGES.get(found.kind)
    if page is None:
        raise NotFound
    seen(found)
    return page(request, found)
