"""A mediation is filed at the desk, a worker binds its volume, and the desk reads it; as pages and jobs, not as functions."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from onedoor.config.binding import bind_filed, tell_over
from onedoor.mediation import actions
from onedoor.mediation.models import Volume
from onedoor.mediation.tests.conftest import Room
from onedoor.mediation.tests.test_volumes import ended, scan
from onedoor.notices.models import Notice
from onedoor.posts.given import system_actor


@pytest.fixture
def room(town):
    return Room(town)


def test_what_is_filed_is_bound_by_the_worker_and_read_on_the_page(room, client, work):
    mediation = ended(room)
    code = mediation.case.code
    room.town.login(client, room.desk)
    page = reverse("mediation:volume", args=[code])
    assert "调解记录" in client.get(page).content.decode()
    keep = reverse("mediation:volume_step", args=[code, "keep"])
    told = {"keep-kind": "record", "keep-upload": scan()}
    assert client.post(keep, told).status_code == 302
    file = reverse("mediation:volume_step", args=[code, "file"])
    assert client.post(file, {"file-reason": ""}).status_code == 302
    assert "等待装订" in client.get(page).content.decode()
    work()
    volume = Volume.objects.get(mediation=mediation)
    shown = client.get(page).content.decode()
    assert (volume.sha256 in shown, f"共{volume.pages}页" in shown) == (True, True)
    answer = client.get(reverse("mediation:bound", args=[code]))
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(reader.pages) == volume.pages + 3


def test_a_volume_with_a_gap_is_refused_on_the_page_with_what_is_missing(room, client):
    mediation = ended(room)
    room.town.login(client, room.desk)
    answer = client.post(
        reverse("mediation:volume_step", args=[mediation.case.code, "file"]), {"file-reason": ""}
    )
    assert (answer.status_code, "还缺：调解记录" in answer.content.decode()) == (409, True)


def test_a_committee_hears_once_a_month_of_what_is_over(room):
    actions.file(ended(room), by=room.desk, reason="试")
    heard = Notice.objects.filter(org=room.desk.post.org, text__contains="保管期满")
    tell_over()
    assert heard.count() == 0
    for day, count in ((date(2037, 1, 4), 1), (date(2037, 1, 5), 1), (date(2037, 2, 1), 2)):
        with time_machine.travel(day, tick=False):
            tell_over()
        assert heard.count() == count


def test_the_blank_forms_are_written_into_one_file(tmp_path):
    path = tmp_path / "forms.pdf"
    call_command("blank_forms", path)
    assert len(PdfReader(path).outline) == 22


def test_what_the_clock_filed_is_told_to_the_desk_which_binds_it(room):
    mediation = actions.fail(room.mediating(), reason="说不拢。", by=room.mediator)
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert actions.file_over(by=system_actor()) == 1
        bind_filed(mediation.case.events.get(verb="mediation.filed"))
    notice = Notice.objects.get(org=room.desk.post.org, link=f"/mediation/{mediation.case.code}/volume/")
    assert ("请打开卷宗装订" in notice.text, Volume.objects.get().bound_at) == (True, None)
