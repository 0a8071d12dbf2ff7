"""The way back to one's window, from whatever was registered with a slip."""

from django.urls import reverse

from onedoor.hall import actions

PART = {"HX-Request": "true"}


def test_whoever_sits_at_a_window_is_led_back_there(client, hall):
    window, clerk = hall.seat(2)
    hall.town.login(client, clerk)
    url, there = reverse("hall:seat_link"), reverse("hall:window", args=[window.pk])
    part = client.get(url, headers=PART).content.decode()
    assert ("回到2号窗口" in part, there in part, client.get(url).url) == (True, True, there)
    actions.stand_up(window, by=clerk)
    gone = client.get(url, headers=PART)
    assert (gone.status_code, client.get(url).url) == (204, reverse("hall:windows"))
