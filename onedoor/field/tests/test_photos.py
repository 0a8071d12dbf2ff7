"""Photos follow their item, in pieces and over broken lines; filed once, or kept until they can be."""

import hashlib
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from onedoor.cases.models import Case, Paper
from onedoor.cases.moving import holding
from onedoor.cases.papers import add_paper
from onedoor.cases.timeline import record
from onedoor.field import actions
from onedoor.field.actions import photos as filing
from onedoor.field.limits import LEAST_PIECE, MOST_ANNOUNCED, MOST_LYING, MOST_PIECE
from onedoor.field.models import Photo, Piece
from onedoor.field.rush import ANSWERING, FILING
from onedoor.field.tests.conftest import Hand, item, picture, report
from onedoor.matters.models import Matter
from onedoor.posts.given import system_actor
from onedoor.tasks import actions as tasks
from onedoor.tasks.tests.people import case_in


def test_a_matter_is_valid_before_its_photos_and_says_how_many_wait(hand):
    one, other = picture(), picture()
    hand.answers(report(photos=[one, other]))
    assert Matter.objects.count() == 1
    assert hand.put(one).json() == {"have": len(one), "done": True}
    mine = hand.get("feed").json()["mine"][0]
    assert (mine["photos"], mine["waiting"]) == (2, 1)
    assert Paper.objects.count() == 1


def test_a_photo_goes_on_from_where_the_line_broke(hand):
    one = picture(size=(1400, 1100))
    assert len(one) > MOST_PIECE
    hand.answers(report(photos=[one]))
    assert hand.put(one, piece=MOST_PIECE).json() == {"have": MOST_PIECE, "done": False}
    assert hand.have(one)["X-Have"] == str(MOST_PIECE)
    # The answer was lost, and the same piece comes again.
    assert hand.put(one, piece=MOST_PIECE).json()["have"] == MOST_PIECE
    offset = MOST_PIECE
    while offset < len(one):
        offset = hand.put(one, offset, piece=MOST_PIECE).json()["have"]
    assert (Paper.objects.count(), Piece.objects.count()) == (1, 0)
    assert hand.put(one).json()["done"]
    assert Paper.objects.count() == 1


def test_a_gap_is_told_with_what_we_have(hand):
    one = picture(size=(1400, 1100))
    hand.answers(report(photos=[one]))
    answer = hand.put(one, offset=1000, piece=500)
    assert (answer.status_code, answer.json()["detail"]) == (409, {"have": 0})


def test_other_bytes_than_were_announced_are_thrown_away_and_asked_for_anew(hand):
    one = picture()
    hand.answers(report(photos=[one]))
    sha = hashlib.sha256(one).hexdigest()
    answer = hand.put(bytes(len(one)), sha=sha)
    assert (answer.status_code, answer.json()) == (422, {"have": 0, "done": False})
    assert hand.put(one).json()["done"]


def test_a_photo_that_nobody_announced_is_not_taken(hand):
    assert hand.put(picture()).status_code == 404


def test_what_is_no_picture_is_said_and_the_matter_stays(hand):
    bad = b"not a picture at all"
    hand.answers(report(photos=[bad]))
    assert hand.put(bad).json()["done"]
    mine = hand.get("feed").json()["mine"][0]
    assert (mine["waiting"], len(mine["wrong"]), Paper.objects.count()) == (0, 1, 0)


def test_a_photo_of_several_items_comes_once_and_lies_with_each(hand):
    one = picture()
    hand.answers(*[report(photos=[one]) for _ in range(3)])
    assert hand.put(one).json()["done"]
    assert Paper.objects.values_list("case").distinct().count() == Paper.objects.count() == 3
    assert len(set(Paper.objects.values_list("sha256", flat=True))) == 1


def test_a_photo_whose_case_was_sealed_since_lies_with_its_task_or_case(hand, town):
    task = tasks.give(case_in(town.grid, town), town.grid, "check", "去看", by=town.actor("verifier"))
    one = picture()
    hand.answers(item("task.done", {"task": str(task.pk), "found": "true", "words": "好"}, [one]))
    Case.objects.filter(pk=task.case_id).update(secrecy="sealed")
    assert hand.put(one).json()["done"]
    assert Photo.objects.exclude(filed_at=None).count() == task.case.papers.count() == 1


def test_a_task_that_takes_no_more_photos_leaves_them_to_its_case(hand, town):
    task = tasks.give(case_in(town.grid, town), town.grid, "check", "去看", by=town.actor("verifier"))
    one = picture()
    hand.answers(item("task.done", {"task": str(task.pk), "found": "true", "words": "好"}, [one]))
    task.refresh_from_db()
    for _ in range(9):
        tasks.add_photo(task, ContentFile(picture(size=(60, 40)), name="现场"), by=hand.actor)
    assert hand.put(one).json()["done"]
    assert (task.photos.count(), task.case.papers.count()) == (9, 10)
    assert Photo.objects.get().filed_at


def test_a_case_full_of_papers_still_takes_what_was_announced(hand):
    first, second = picture(), picture()
    hand.answers(report(photos=[first, second]))
    case = Matter.objects.get().case
    for _ in range(20):
        add_paper(case, ContentFile(picture(size=(60, 40)), name="材料"), kind="request", by=hand.actor)
    hand.put(first)
    assert hand.put(second).json()["done"]
    assert (case.papers.count(), Photo.objects.filter(filed_at=None).count()) == (22, 0)


def test_what_could_not_be_kept_stays_for_a_month_and_is_tried_again(hand):
    bad = b"not a picture at all"
    hand.answers(report(photos=[bad]))
    hand.put(bad)
    photo = Photo.objects.get()
    assert (bool(photo.words), photo.filed_at, Piece.objects.count()) == (True, None, 1)
    assert bad not in bytes(Piece.objects.get().content_sealed)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        actions.forget(by=hand.actor)
        assert Piece.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        actions.forget(by=hand.actor)
    assert (Piece.objects.count(), Photo.objects.get().words) == (0, photo.words)


def test_a_photo_that_was_whole_when_the_house_fell_over_is_filed_by_the_house(hand):
    one = picture()
    hand.answers(report(photos=[one]))
    sha = hashlib.sha256(one).hexdigest()
    filing._kept(sha, 0, one, hand.actor)
    assert (Paper.objects.count(), hand.have(one)["X-Have"]) == (0, str(len(one)))
    actions.finish(by=hand.actor)
    assert (Paper.objects.count(), Piece.objects.count()) == (1, 0)
    assert Photo.objects.get().upload.post == hand.actor.post


def test_a_photo_said_again_that_lies_here_unkept_needs_no_second_sending(hand):
    bad = b"not a picture at all"
    hand.answers(report(photos=[bad]))
    hand.put(bad)
    hand.answers(report(photos=[bad]))
    assert hand.have(bad)["X-Have"] == str(len(bad))
    actions.finish(by=hand.actor)
    assert Photo.objects.filter(arrived_at=None).count() == 0


def test_pieces_of_a_few_bytes_are_refused_but_at_the_end(hand):
    one = picture()
    hand.answers(report(photos=[one]))
    assert hand.put(one, piece=LEAST_PIECE - 1).status_code == 422
    assert hand.put(one, piece=LEAST_PIECE).json() == {"have": LEAST_PIECE, "done": False}
    end = len(one) - 5
    offset = LEAST_PIECE
    hand.put(one[:end], offset, sha=hashlib.sha256(one).hexdigest())
    assert hand.put(one, end).json()["done"]


def test_more_than_a_phone_can_have_on_the_way_waits_and_what_is_given_up_makes_room(hand):
    bad, one = b"not a picture at all", picture()
    hand.answers(report(photos=[bad]), report(photos=[one]))
    hand.put(bad)
    Piece.objects.update(size=MOST_LYING)
    assert hand.put(one).json()["done"]
    assert Piece.objects.count() == 0
    other = picture()
    hand.answers(report(photos=[other, picture()]))
    waiting = Photo.objects.get(number=2, arrived_at=None)
    Piece.objects.create(
        post=hand.actor.post, sha256=waiting.sha256, offset=0, size=MOST_LYING, at=timezone.now()
    )
    answer = hand.put(other)
    assert (answer.status_code, Piece.objects.count()) == (429, 1)


def test_more_than_a_fortnight_of_photos_announced_is_refused_in_words(hand):
    hand.answers(report(photos=[picture()]))
    Photo.objects.update(size=MOST_ANNOUNCED)
    plain, told = hand.answers(report(), report(photos=[picture()]))
    assert (plain["state"], told["state"], "照片传完" in told["words"]) == ("received", "refused", True)
    assert Matter.objects.count() == 2


def test_photos_of_what_has_none_are_refused_with_their_item(hand):
    (told,) = hand.answers(item("voice", {"topic": "water", "words": "都说自来水发黄。"}, [picture()]))
    assert (told["state"], told["words"], told["missing"]) == ("refused", "这类内容不收照片。", [])


@pytest.mark.django_db(transaction=True)
def test_a_photo_and_a_desk_at_one_case_at_once_wait_for_each_other(client, town):
    """Whoever files a photo holds nothing that a desk needs while it waits for the case."""
    hand = Hand(client, town.actor("grid_worker"))
    photo = picture(size=(320, 240))
    hand.answers(report(photos=[photo]))
    case = Matter.objects.get().case
    faults, is_held = [], threading.Event()

    def desk():
        with transaction.atomic(), holding(case.pk) as cases:
            is_held.set()
            deadline = time.monotonic() + 10
            while not somebody_waits() and time.monotonic() < deadline:
                time.sleep(0.02)
            record(cases[case.pk], "task.moved", label="照看", by=hand.actor)

    def phone():
        is_held.wait()
        actions.put_piece(hashlib.sha256(photo).hexdigest(), 0, photo, by=hand.actor)

    def noting(act):
        try:
            act()
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connection.close()

    both = [threading.Thread(target=noting, args=[act]) for act in (desk, phone)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert (faults, Paper.objects.count()) == ([], 1)


def somebody_waits() -> bool:
    """For what this line of thought holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


def test_while_another_is_looked_at_a_photo_lies_whole_and_is_filed_by_the_errand(hand):
    photo = picture()
    hand.answers(report(photos=[photo]))
    with FILING:
        assert hand.put(photo).json() == {"have": len(photo), "done": True}
        assert Photo.objects.get().filed_at is None
    actions.finish(by=system_actor())
    assert Photo.objects.get().filed_at is not None


def test_while_many_phones_are_answered_no_photo_is_looked_at(hand):
    photo = picture()
    hand.answers(report(photos=[photo]))
    with ANSWERING, ANSWERING:
        assert hand.put(photo).json() == {"have": len(photo), "done": True}
        assert Photo.objects.get().filed_at is None
    with ANSWERING:
        assert hand.put(photo).json() == {"have": len(photo), "done": True}
        assert Photo.objects.get().filed_at is not None


def test_while_another_is_looked_at_a_wrong_one_is_still_told(hand):
    photo = picture()
    hand.answers(report(photos=[photo]))
    with FILING:
        assert hand.put(photo[:-1] + b"x", sha=hashlib.sha256(photo).hexdigest()).status_code == 422
    assert hand.put(photo).json()["done"] is True
