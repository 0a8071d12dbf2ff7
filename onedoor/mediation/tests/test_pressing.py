"""A step pressed twice from one page is done once, and says so; the way back and other words are another step."""

import re
from uuid import UUID

from django.urls import reverse

from onedoor.mediation.models import Note


def key_on(client, page):
    said = client.get(page).content.decode()
    (key,) = set(re.findall(r'name="key" value="([^"]+)"', said))
    return str(UUID(key))


def pressed(client, mediation, key, text):
    told = {"key": key, "note-side": mediation.sides.get(place=1).pk, "note-text": text}
    step = reverse("mediation:drawers_step", args=[mediation.case.code, "note"])
    return client.post(step, told, follow=True).content.decode()


def test_the_same_press_is_done_once_and_other_words_are_another(room, client):
    mediation = room.mediating()
    room.town.login(client, room.mediator)
    page = reverse("mediation:drawers", args=[mediation.case.code])
    key = key_on(client, page)
    said = [pressed(client, mediation, key, words) for words in ("怕影响孩子", "怕影响孩子", "想要五千")]
    assert Note.objects.filter(drawer__side__mediation=mediation).count() == 2
    assert [("没有再办一次" in one, "已办理" in one) for one in said] == [
        (False, True),
        (True, False),
        (False, True),
    ]


def test_the_same_words_on_a_fresh_page_are_another_press(room, client):
    mediation = room.mediating()
    room.town.login(client, room.mediator)
    page = reverse("mediation:drawers", args=[mediation.case.code])
    for _n in range(2):
        pressed(client, mediation, key_on(client, page), "怕影响孩子")
    assert Note.objects.filter(drawer__side__mediation=mediation).count() == 2
