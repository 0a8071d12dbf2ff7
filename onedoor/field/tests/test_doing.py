"""Tasks and talk from the phone: done, handed back, checked off, with the photos that follow."""

import pytest

from onedoor.cases.models import Paper
from onedoor.field.tests.conftest import item, picture
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.tasks import actions as tasks
from onedoor.tasks.models import Task
from onedoor.voices.models import Voice


@pytest.fixture
def task(town, hand):
    draft = Draft("井盖破损", "路口的下水道井盖破了。", "window", community=town.grid)
    matter = matters.register(draft, by=town.actor("clerk")).matter
    verifier = town.actor("verifier")
    return tasks.give(matter.case, town.grid, Task.Kind.CHECK, "看看井盖换好没有。", by=verifier)


def test_a_task_travels_with_what_it_needs_and_no_more(hand, task):
    (told,) = hand.get("feed").json()["tasks"]
    assert (told["id"], told["kind"], told["words"]) == (str(task.pk), "check", "看看井盖换好没有。")
    assert not {"person", "parties", "name"} & set(told)


def test_done_with_a_photo_that_comes_later(hand, task):
    photo = picture()
    body = {"task": str(task.pk), "words": "没有换，还是破的。", "found": "false", "lon": 105.7, "lat": 34.5}
    (told,) = hand.answers(item("task.done", body, [photo]))
    assert (told["state"], told["code"]) == ("received", task.case.code)
    done = Task.objects.get()
    assert (done.status, done.found, done.done_lon) == ("done", "false", 105.7)
    assert hand.put(photo).json()["done"]
    assert done.photos.count() == 1
    assert hand.get("feed").json()["tasks"] == []


def test_done_without_saying_what_was_found_is_refused_with_words(hand, task):
    (told,) = hand.answers(item("task.done", {"task": str(task.pk), "words": "看了"}))
    assert (told["state"], "属实" in told["words"]) == ("refused", True)
    assert Task.objects.get().status == "given"


def test_what_cannot_be_done_goes_back_with_the_reason(hand, task):
    (told,) = hand.answers(item("task.back", {"task": str(task.pk), "reason": "不在我的网格，在路对面。"}))
    assert (told["state"], Task.objects.get().status) == ("received", "back")


def test_a_task_of_another_chair_is_not_there(hand, town, task):
    other = town.actor("grid_worker", region=town.second_grid, name="别人")
    Task.objects.update(post=other.post)
    (told,) = hand.answers(item("task.back", {"task": str(task.pk), "reason": "不是我的"}))
    assert (told["state"], Task.objects.get().status) == ("refused", "given")


def test_what_people_talk_about_is_kept_without_a_case(hand):
    (told,) = hand.answers(item("voice", {"topic": "water", "words": "都说自来水发黄。", "place": "集市"}))
    assert (told["state"], told["code"], Voice.objects.get().words) == ("received", "", "都说自来水发黄。")


def test_a_number_in_what_people_say_is_refused(hand):
    body = {"topic": "water", "words": "找13912345678问。", "place": ""}
    (told,) = hand.answers(item("voice", body))
    assert (told["state"], Voice.objects.count()) == ("refused", 0)


def test_a_voice_note_is_filed_as_it_came_and_a_film_of_cats_is_not(hand):
    sound, film = b"OggS" + bytes(2000), b"RIFF" + bytes(2000)
    body = {"words": "路口的下水道井盖破了。"}
    hand.answers(item("report", body, [sound], "audio/ogg"))
    assert hand.put(sound).json()["done"]
    assert Paper.objects.get().content_type == "audio/ogg"
    hand.answers(item("report", body, [film], "audio/ogg"))
    assert hand.put(film).json()["done"]
    assert Paper.objects.count() == 1
    assert hand.get("feed").json()["mine"][0]["wrong"]
