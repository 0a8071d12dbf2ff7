"""Language and type size: kept without a login, and never a way off the site."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_type_size_when_large_is_chosen_marks_every_page(client):
    answer = client.post(reverse("config:type-size"), {"type": "large", "next": "/login/"})

    assert (answer.status_code, answer["Location"]) == (302, "/login/")
    assert '<html lang="zh-Hans" data-type="large">' in client.get("/login/").content.decode()


def test_type_size_when_unknown_changes_nothing(client):
    client.post(reverse("config:type-size"), {"type": "huge", "next": "/login/"})

    assert '<html lang="zh-Hans">' in client.get("/login/").content.decode()


def test_language_when_english_is_chosen_marks_every_page(client):
    client.post(reverse("config:language"), {"language": "en", "next": "/login/"})

    assert '<html lang="en">' in client.get("/login/").content.decode()


def test_language_when_unknown_changes_nothing(client):
    answer = client.post(reverse("config:language"), {"language": "xx", "next": "/login/"})

    assert list(answer.cookies) == []


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_preferences_when_sent_elsewhere_go_home(client, elsewhere):
    answer = client.post(reverse("config:language"), {"language": "en", "next": elsewhere})

    assert answer["Location"] == "/"
